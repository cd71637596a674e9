using System.Numerics;

namespace QuantumCluster.Circuits.Gates;

/// <summary>A 2×2 complex matrix, M[row, column], acting on one qubit's amplitudes (for |0⟩, |1⟩).</summary>
public readonly record struct Matrix2(Complex M00, Complex M01, Complex M10, Complex M11)
{
    public static Matrix2 Identity { get; } = new(1, 0, 0, 1);

    /// <summary>Conjugate transpose.</summary>
    public Matrix2 Adjoint() => new(Complex.Conjugate(M00), Complex.Conjugate(M10), Complex.Conjugate(M01), Complex.Conjugate(M11));

    public bool IsDiagonal => M01 == Complex.Zero && M10 == Complex.Zero;

    public static Matrix2 operator *(Matrix2 a, Matrix2 b) => new(
        a.M00 * b.M00 + a.M01 * b.M10, a.M00 * b.M01 + a.M01 * b.M11,
        a.M10 * b.M00 + a.M11 * b.M10, a.M10 * b.M01 + a.M11 * b.M11);
}
