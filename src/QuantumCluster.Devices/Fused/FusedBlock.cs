using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
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
        IsControlled = gates.All(g => g.TargetBit == 1);
        UsedCoordinates = IsControlled && !_encodedBits.Contains(2) ? Coordinates / 2 : Coordinates;
        Parameters = [.. gates.Reverse().Where(g => g.Weight >= 0).Select(g => new Parameter(false, g.Weight)), .. encoded.Select(e => new Parameter(true, e.Input))];
    }

    /// <summary>
    /// True when the first qubit only controls, as in crz and cry: U is one 2×2 block for indices 0 and 1, another for 2 and 3, and exactly zero
    /// elsewhere. Leaving the zeros out of sums changes no bit.
    /// </summary>
    public bool IsControlled { get; }

    /// <summary>
    /// Coordinates that gradients need: all, or the 8 within the two blocks (numbers 0 to 5, 14 and 15) where the block is controlled and the
    /// first qubit's encoding, which mixes the two, does not stand before it. Coefficients of the others are exactly zero.
    /// </summary>
    public int UsedCoordinates { get; }

    public readonly record struct Parameter(bool IsInput, int Index);

    /// <summary>What the block's gradients are about, in the order of the coefficients.</summary>
    public ImmutableArray<Parameter> Parameters { get; }

    /// <param name="sines">Of half of every weight of the circuit.</param>
    /// <param name="cosines">Of half of every weight of the circuit.</param>
    /// <param name="matrix"><see cref="MatrixNumbers"/>; overwritten.</param>
    /// <param name="coefficients"><see cref="Coordinates"/> for each of <see cref="Parameters"/>, overwritten; empty when nobody asks.</param>
    public void Fuse(ReadOnlySpan<double> sines, ReadOnlySpan<double> cosines, Span<double> matrix, Span<double> coefficients)
    {
        // A product of gates by columns, a vector of the four rows' real and one of their imaginary parts.
        Span<Vector256<double>> a = stackalloc Vector256<double>[8], turned = stackalloc Vector256<double>[8];
        for (int column = 0; column < 4; column++)
            (a[2 * column], a[2 * column + 1]) = (Vector256.Create(0.0).WithElement(column, 1), Vector256<double>.Zero);
        bool isDifferentiated = !coefficients.IsEmpty;
        int parameter = 0;
        for (int g = _gates.Length - 1; g >= 0; g--)
        {
            BlockGate gate = _gates[g];
            if (isDifferentiated && gate.Weight >= 0)
                Coefficients(a, gate.Generator, gate.TargetBit, gate.IsControlled, turned, coefficients.Slice(Coordinates * parameter++, Coordinates));
            Append(a, gate.Matrix(sines, cosines), gate.TargetBit, gate.IsControlled);
        }

        if (isDifferentiated)
            foreach (int bit in _encodedBits) Coefficients(a, Encoding, bit, false, turned, coefficients.Slice(Coordinates * parameter++, Coordinates));
        for (int column = 0; column < 4; column++)
            for (int row = 0; row < 4; row++)
                (matrix[8 * row + 2 * column], matrix[8 * row + 2 * column + 1]) = (a[2 * column][row], a[2 * column + 1][row]);
    }

    /// <summary>A ← A · gate.</summary>
    private static void Append(Span<Vector256<double>> a, in Matrix2 gate, int bit, bool controlled)
    {
        for (int column = 0; column < 4; column++)
        {
            if ((column & bit) != 0 || (controlled && (column & (3 - bit)) == 0)) continue;
            int zero = 2 * column, one = zero + 2 * bit;
            Vector256<double> zr = a[zero], zi = a[zero + 1], or = a[one], oi = a[one + 1];
            (a[zero], a[zero + 1]) = Combine(zr, zi, gate.M00, or, oi, gate.M10);
            (a[one], a[one + 1]) = Combine(zr, zi, gate.M01, or, oi, gate.M11);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<double> Re, Vector256<double> Im) Combine(
        Vector256<double> ar, Vector256<double> ai, Complex p, Vector256<double> br, Vector256<double> bi, Complex q)
    {
        Vector256<double> pr = Vector256.Create(p.Real), pi = Vector256.Create(p.Imaginary), qr = Vector256.Create(q.Real), qi = Vector256.Create(q.Imaginary);
        Vector256<double> re = Vector256.FusedMultiplyAdd(-pi, ai, pr * ar), im = Vector256.FusedMultiplyAdd(pi, ar, pr * ai);
        return (
            Vector256.FusedMultiplyAdd(-qi, bi, Vector256.FusedMultiplyAdd(qr, br, re)),
            Vector256.FusedMultiplyAdd(qi, br, Vector256.FusedMultiplyAdd(qr, bi, im)));
    }

    /// <summary>The independent numbers of A K A†.</summary>
    private static void Coefficients(ReadOnlySpan<Vector256<double>> a, in Matrix2 generator, int bit, bool controlled, Span<Vector256<double>> turned, Span<double> coefficients)
    {
        a.CopyTo(turned);
        Append(turned, generator, bit, controlled);
        if (controlled)
            for (int column = 0; column < 4; column++)
                if ((column & (3 - bit)) == 0) turned[2 * column] = turned[2 * column + 1] = Vector256<double>.Zero;
        for (int j = 0; j < 4; j++)
        {
            Vector256<double> re = Vector256<double>.Zero, im = re;
            for (int c = 0; c < 4; c++)
            {
                Vector256<double> ur = Vector256.Create(a[2 * c][j]), ui = Vector256.Create(a[2 * c + 1][j]), tr = turned[2 * c], ti = turned[2 * c + 1];
                re = Vector256.FusedMultiplyAdd(ti, ui, Vector256.FusedMultiplyAdd(tr, ur, re));
                im = Vector256.FusedMultiplyAdd(-tr, ui, Vector256.FusedMultiplyAdd(ti, ur, im));
            }

            coefficients[j] = im[j];
            for (int i = 0; i < j; i++)
            {
                int pair = 4 + 2 * (i * (7 - i) / 2 + j - i - 1);
                (coefficients[pair], coefficients[pair + 1]) = (re[i], im[i]);
            }
        }
    }
}
