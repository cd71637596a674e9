using System.Numerics;
using QuantumCluster.Devices.Profiles;

namespace QuantumCluster.Devices.Noise;

/// <summary>
/// An entangling gate on Pauli operators. All of the table are Clifford gates: the operator P of the two qubits becomes plus or minus one
/// other, so the gate's transfer matrix is a permutation with signs.
/// </summary>
internal sealed class Entangling
{
    private static readonly Entangling[] Known = [.. Enum.GetValues<Entangler>().Select(e => new Entangling(MatrixOf(e)))];

    private Entangling(Complex[,] gate)
    {
        Matrix = gate;
        for (int to = 0; to < 16; to++)
            for (int from = 0; from < 16; from++)
                if (Math.Round(Transfer(gate, to, from)) is var entry && entry != 0) (Source[to], IsNegative[to]) = (from, entry < 0);
    }

    /// <summary>For each operator 4 · first + second after the gate: which it was before.</summary>
    public int[] Source { get; } = new int[16];

    public bool[] IsNegative { get; } = new bool[16];

    /// <summary>4×4 on |first, second⟩. Not to be written to.</summary>
    public Complex[,] Matrix { get; }

    public static Entangling Of(Entangler entangler) => Known[(int)entangler];

    private static Complex[,] MatrixOf(Entangler entangler)
    {
        const double r = 0.70710678118654752440;
        Complex i = new(0, -r);
        return entangler switch
        {
            Entangler.Cnot => new Complex[,] { { 1, 0, 0, 0 }, { 0, 1, 0, 0 }, { 0, 0, 0, 1 }, { 0, 0, 1, 0 } },
            Entangler.Cz => new Complex[,] { { 1, 0, 0, 0 }, { 0, 1, 0, 0 }, { 0, 0, 1, 0 }, { 0, 0, 0, -1 } },
            Entangler.Xx => new Complex[,] { { r, 0, 0, i }, { 0, r, i, 0 }, { 0, i, r, 0 }, { i, 0, 0, r } },
            _ => throw new NotSupportedException($"{entangler} is no entangling gate."),
        };
    }

    /// <summary>Tr(P_to · U · P_from · U†)/4.</summary>
    private static double Transfer(Complex[,] gate, int to, int from)
    {
        Complex[,] p = PauliOperators.Pair(to), q = PauliOperators.Pair(from);
        Complex trace = 0;
        for (int a = 0; a < 4; a++)
            for (int b = 0; b < 4; b++)
                for (int c = 0; c < 4; c++)
                    for (int d = 0; d < 4; d++)
                        trace += p[a, b] * gate[b, c] * q[c, d] * Complex.Conjugate(gate[a, d]);
        return trace.Real / 4;
    }
}
