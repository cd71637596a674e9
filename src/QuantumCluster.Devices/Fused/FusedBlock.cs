using System.Collections.Immutable;
using System.Numerics;
using QuantumCluster.Circuits.Gates;

namespace QuantumCluster.Devices.Fused;

/// <summary>
/// Consecutive gates on one pair of qubits whose angles are the same for all samples: one 4×4 unitary, worked out once per weight
/// vector. Index = 2 · (bit of the first qubit) + (bit of the second).
/// </summary>
/// <remarks>
/// A weight or an encoding angle turns the state after the block by an anti-Hermitian generator, dψ = K'ψ dθ with K' = A K A†, A being the
/// gates that follow. Re⟨λ|K'|ψ⟩ needs 16 real numbers of ψ and λ, whatever the number of angles: κ_i = Im K'_ii, then Re K'_ij and
/// Im K'_ij for i &lt; j are their coefficients.
/// </remarks>
internal sealed class FusedBlock
{
    /// <summary>Real numbers of a 4×4 complex matrix: [row, column][re, im].</summary>
    public const int MatrixNumbers = 32;

    /// <summary>Coefficients of one parameter.</summary>
    public const int Coordinates = 16;

    private static readonly Matrix2 Encoding = Gate.RY.Derivative(0);

    private readonly ImmutableArray<BlockGate> _gates;
    private readonly ImmutableArray<int> _encodedBits;

    /// <param name="encoded">Qubits of the block whose encoding RY(input) stands directly before it: (bit of the index, input).</param>
    public FusedBlock(ImmutableArray<BlockGate> gates, IReadOnlyList<(int Bit, int Input)> encoded)
    {
        _gates = gates;
        _encodedBits = [.. encoded.Select(e => e.Bit)];
        Parameters = [.. gates.Reverse().Where(g => g.Weight >= 0).Select(g => new Parameter(false, g.Weight)), .. encoded.Select(e => new Parameter(true, e.Input))];
    }

    public readonly record struct Parameter(bool IsInput, int Index);

    /// <summary>What the block's gradients are about, in the order of the coefficients.</summary>
    public ImmutableArray<Parameter> Parameters { get; }

    /// <param name="matrix"><see cref="MatrixNumbers"/>; overwritten.</param>
    /// <param name="coefficients"><see cref="Coordinates"/> for each of <see cref="Parameters"/>; overwritten.</param>
    public void Fuse(ReadOnlySpan<double> weights, Span<double> matrix, Span<double> coefficients)
    {
        Span<Complex> a = stackalloc Complex[16], turned = stackalloc Complex[16];
        a.Clear();
        for (int i = 0; i < 4; i++) a[5 * i] = Complex.One;
        int parameter = 0;
        for (int g = _gates.Length - 1; g >= 0; g--)
        {
            BlockGate gate = _gates[g];
            if (gate.Weight >= 0) Coefficients(a, gate.Generator, gate.TargetBit, gate.IsControlled, turned, coefficients.Slice(Coordinates * parameter++, Coordinates));
            Append(a, gate.Matrix(weights), gate.TargetBit, gate.IsControlled);
        }

        foreach (int bit in _encodedBits) Coefficients(a, Encoding, bit, false, turned, coefficients.Slice(Coordinates * parameter++, Coordinates));
        for (int i = 0; i < 16; i++) (matrix[2 * i], matrix[2 * i + 1]) = (a[i].Real, a[i].Imaginary);
    }

    /// <summary>A ← A · gate.</summary>
    private static void Append(Span<Complex> a, in Matrix2 gate, int bit, bool controlled)
    {
        for (int column = 0; column < 4; column++)
        {
            if ((column & bit) != 0 || (controlled && (column & (3 - bit)) == 0)) continue;
            for (int row = 0; row < 16; row += 4)
            {
                Complex zero = a[row + column], one = a[row + column + bit];
                a[row + column] = zero * gate.M00 + one * gate.M10;
                a[row + column + bit] = zero * gate.M01 + one * gate.M11;
            }
        }
    }

    /// <summary>The independent numbers of A K A†.</summary>
    private static void Coefficients(ReadOnlySpan<Complex> a, in Matrix2 generator, int bit, bool controlled, Span<Complex> turned, Span<double> coefficients)
    {
        a.CopyTo(turned);
        Append(turned, generator, bit, controlled);
        if (controlled)
            for (int column = 0; column < 4; column++)
                if ((column & (3 - bit)) == 0)
                    for (int row = 0; row < 16; row += 4) turned[row + column] = Complex.Zero;
        int at = 4;
        for (int i = 0; i < 4; i++)
        {
            coefficients[i] = Element(turned, a, i, i).Imaginary;
            for (int j = i + 1; j < 4; j++)
            {
                Complex k = Element(turned, a, i, j);
                (coefficients[at], coefficients[at + 1]) = (k.Real, k.Imaginary);
                at += 2;
            }
        }
    }

    private static Complex Element(ReadOnlySpan<Complex> turned, ReadOnlySpan<Complex> a, int i, int j) =>
        turned[4 * i] * Complex.Conjugate(a[4 * j]) + turned[4 * i + 1] * Complex.Conjugate(a[4 * j + 1])
        + turned[4 * i + 2] * Complex.Conjugate(a[4 * j + 2]) + turned[4 * i + 3] * Complex.Conjugate(a[4 * j + 3]);
}
