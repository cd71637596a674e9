namespace QuantumCluster.Circuits.Numerics;

/// <summary>
/// Sine and cosine whose bits do not depend on the platform's mathematical library, on the vector width or on the place in a batch.
/// Every step is one IEEE operation or one explicit fused multiply-add, so a vectorised twin with the same steps gives the same bits.
/// </summary>
/// <remarks>
/// Reduction to |r| ≤ π/4 by three parts of π/2 (Cody and Waite), then the minimax polynomials of Sun's fdlibm (k_sin, k_cos).
/// Error below one unit in the last place for |x| ≤ 2^30. Larger finite arguments are first reduced by the exact IEEE remainder with
/// the double nearest to 2π; infinities and NaN give NaN.
/// </remarks>
public static class SineCosine
{
    public const double TwoOverPi = 0.63661977236758134308;
    /// <summary>Adding and subtracting 1.5·2^52 rounds to the nearest integer, ties to even.</summary>
    public const double Rounder = 6755399441055744.0;
    public const double HalfPiHigh = 1.5707963267948966;
    public const double HalfPiMiddle = 6.123233995736766e-17;
    public const double HalfPiLow = -1.4973849048591833e-33;
    /// <summary>Largest magnitude that the three-part reduction takes.</summary>
    public const double ReductionLimit = 1073741824.0;

    public const double S1 = -1.66666666666666324348e-01;
    public const double S2 = 8.33333333332248946124e-03;
    public const double S3 = -1.98412698298579493134e-04;
    public const double S4 = 2.75573137070700676789e-06;
    public const double S5 = -2.50507602534068634195e-08;
    public const double S6 = 1.58969099521155010221e-10;

    public const double C1 = 4.16666666666666019037e-02;
    public const double C2 = -1.38888888888741095749e-03;
    public const double C3 = 2.48015872894767294178e-05;
    public const double C4 = -2.75573143513906633035e-07;
    public const double C5 = 2.08757232129817482790e-09;
    public const double C6 = -1.13596475577881948265e-11;

    /// <summary>Sine and cosine of <paramref name="radians"/>.</summary>
    public static (double Sin, double Cos) Of(double radians)
    {
        if (Math.Abs(radians) > ReductionLimit) radians = Math.IEEERemainder(radians, Math.Tau);
        double n = Math.FusedMultiplyAdd(radians, TwoOverPi, Rounder) - Rounder;
        double r = Math.FusedMultiplyAdd(-n, HalfPiHigh, radians);
        r = Math.FusedMultiplyAdd(-n, HalfPiMiddle, r);
        r = Math.FusedMultiplyAdd(-n, HalfPiLow, r);
        double z = r * r;

        double s = Math.FusedMultiplyAdd(z, S6, S5);
        s = Math.FusedMultiplyAdd(z, s, S4);
        s = Math.FusedMultiplyAdd(z, s, S3);
        s = Math.FusedMultiplyAdd(z, s, S2);
        s = Math.FusedMultiplyAdd(z, s, S1);
        double sin = Math.FusedMultiplyAdd(r * z, s, r);

        double c = Math.FusedMultiplyAdd(z, C6, C5);
        c = Math.FusedMultiplyAdd(z, c, C4);
        c = Math.FusedMultiplyAdd(z, c, C3);
        c = Math.FusedMultiplyAdd(z, c, C2);
        c = Math.FusedMultiplyAdd(z, c, C1);
        double cos = Math.FusedMultiplyAdd(z * z, c, Math.FusedMultiplyAdd(z, -0.5, 1.0));

        // NaN and infinity leave n as NaN, and NaN through both results: the quadrant does not matter then.
        return ((long)n & 3) switch
        {
            0 => (sin, cos),
            1 => (cos, -sin),
            2 => (-sin, -cos),
            _ => (-cos, sin),
        };
    }
}
