namespace QuantumCluster.Devices.Numerics;

/// <summary>
/// The natural logarithm from IEEE additions, multiplications, divisions and explicit fused multiply-adds alone: the same bits on every
/// platform, which the library's logarithm does not promise.
/// </summary>
internal static class Logarithm
{
    private const double Ln2 = 0.69314718055994530942;
    private const int MantissaBits = 52;
    private const int IndexBits = 7;
    private const long MantissaMask = (1L << MantissaBits) - 1;
    private const long OneBits = 1023L << MantissaBits;

    // For c = 1 + i/128, i = 0 … 128: 1/c rounded to a double, and minus the logarithm of that double.
    private static readonly double[] Inverse = [.. Enumerable.Range(0, (1 << IndexBits) + 1).Select(i => 1 / (1 + i / (double)(1 << IndexBits)))];
    private static readonly double[] OfCentre = [.. Inverse.Select(c => -Series(c))];

    /// <param name="x">Positive and normal; zero counts as 2⁻¹⁰²³.</param>
    /// <returns>ln x with an absolute error of at most 2⁻⁵² · max(1, |ln x|).</returns>
    public static double Of(double x)
    {
        // x = 2^e · m with 1 <= m < 2; m · (1/c) = 1 + r with |r| <= 2^-8 for the nearest c.
        long bits = BitConverter.DoubleToInt64Bits(x), mantissa = bits & MantissaMask;
        int exponent = (int)(bits >> MantissaBits) - 1023;
        int centre = (int)((mantissa + (1L << (MantissaBits - IndexBits - 1))) >> (MantissaBits - IndexBits));
        double r = Math.FusedMultiplyAdd(BitConverter.Int64BitsToDouble(mantissa | OneBits), Inverse[centre], -1);

        // ln(1 + r) − r = r² (−1/2 + r/3 − r²/4 + …): the first term left out is below 2^-66.
        double square = r * r;
        double low = Math.FusedMultiplyAdd(r, 1.0 / 3, -0.5), middle = Math.FusedMultiplyAdd(r, 1.0 / 5, -0.25), high = Math.FusedMultiplyAdd(r, 1.0 / 7, -1.0 / 6);
        double rest = square * Math.FusedMultiplyAdd(square, Math.FusedMultiplyAdd(square, high, middle), low);
        return Math.FusedMultiplyAdd(exponent, Ln2, OfCentre[centre] + (r + rest));
    }

    /// <summary>ln c for 1/2 &lt;= c &lt;= 1 by 2 artanh((c − 1) / (c + 1)) with the argument within ±0.172 after a halving; for the table.</summary>
    private static double Series(double c)
    {
        if (c < 0.70710678118654752) return Series(2 * c) - Ln2;
        double s = (c - 1) / (c + 1), square = s * s, sum = 0;
        for (int odd = 25; odd >= 3; odd -= 2) sum = Math.FusedMultiplyAdd(square, sum, 1.0 / odd);
        return 2 * Math.FusedMultiplyAdd(s * square, sum, s);
    }
}
