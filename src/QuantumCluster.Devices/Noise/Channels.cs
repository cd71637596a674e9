using System.Collections.Immutable;
using System.Numerics;
using QuantumCluster.Circuits.Numerics;
using QuantumCluster.Devices.Transpiling;

namespace QuantumCluster.Devices.Noise;

/// <summary>Gates and errors as lists of Kraus operators: ρ becomes Σ K ρ K†.</summary>
internal static class Channels
{
    /// <summary>cos(φ/2) − i sin(φ/2) · axis.</summary>
    public static Complex[,] Turn(Axis axis, double radians)
    {
        (double sine, double cosine) = SineCosine.Of(0.5 * radians);
        Complex[,] pauli = PauliOperators.One((int)axis);
        Complex i = new(0, -sine);
        return new Complex[,] { { cosine + i * pauli[0, 0], i * pauli[0, 1] }, { i * pauli[1, 0], cosine + i * pauli[1, 1] } };
    }

    /// <summary>All turns of one gate, one after another.</summary>
    /// <param name="inputs">Of one sample.</param>
    public static Complex[,] Turned(NoiseEvent.Turned turned, double[] weights, double[] inputs)
    {
        Complex[,] product = PauliOperators.One(0);
        foreach (Turn turn in turned.Turns)
        {
            Complex[,] next = Turn(turn.Axis, turn.Radians(weights, inputs)), last = product;
            product = new Complex[2, 2];
            for (int r = 0; r < 2; r++)
                for (int c = 0; c < 2; c++) product[r, c] = next[r, 0] * last[0, c] + next[r, 1] * last[1, c];
        }

        return product;
    }

    /// <summary>Amplitude damping, then a phase flip by chance.</summary>
    public static ImmutableArray<Complex[,]> Relaxing(Relaxation relaxation)
    {
        double kept = Math.Sqrt(relaxation.Population), decay = Math.Sqrt(relaxation.Decay), same = Math.Sqrt(1 - relaxation.PhaseFlip), flip = Math.Sqrt(relaxation.PhaseFlip);
        return
        [
            new Complex[,] { { same, 0 }, { 0, same * kept } }, new Complex[,] { { flip, 0 }, { 0, -flip * kept } },
            new Complex[,] { { 0, decay }, { 0, 0 } },
        ];
    }

    /// <summary>With chance λ one of all Pauli strings of one or two qubits, the identity among them.</summary>
    public static ImmutableArray<Complex[,]> Depolarising(double lambda, int qubits)
    {
        int strings = 1 << (2 * qubits);
        return [.. Enumerable.Range(0, strings).Select(p => Scaled(qubits == 1 ? PauliOperators.One(p) : PauliOperators.Pair(p), Math.Sqrt(p == 0 ? 1 - lambda + lambda / strings : lambda / strings)))];
    }

    private static Complex[,] Scaled(Complex[,] matrix, double factor)
    {
        var scaled = new Complex[matrix.GetLength(0), matrix.GetLength(1)];
        for (int r = 0; r < scaled.GetLength(0); r++)
            for (int c = 0; c < scaled.GetLength(1); c++) scaled[r, c] = factor * matrix[r, c];
        return scaled;
    }
}
