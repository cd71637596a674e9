namespace QuantumCluster.Devices.Numerics;

/// <summary>e^x from IEEE additions, multiplications and explicit fused multiply-adds alone: the same bits on every platform.</summary>
internal static class Exponential
{
    private const double InverseLn2 = 1.4426950408889634074;
    private const double Ln2High = 6.93147180369123816490e-01; // 32 bits: its product with a small integer is exact
    private const double Ln2Low = 1.90821492927058770002e-10;
    private const double Rounder = 6755399441055744.0;

    private static readonly double[] Reciprocal = ReciprocalFactorials(14);

    /// <returns>e^x within 2 units in the last place where the result is normal; zero below −708, infinity above 709.</returns>
    public static double Of(double x)
    {
        if (!(x >= -708)) return double.IsNaN(x) ? x : 0;
        if (x > 709) return double.PositiveInfinity;

        // x = n · ln 2 + r with |r| <= ln 2 / 2: Taylor's series to r^13 leaves out less than 2^-57.
        double n = Math.FusedMultiplyAdd(x, InverseLn2, Rounder) - Rounder;
        double r = Math.FusedMultiplyAdd(-n, Ln2Low, Math.FusedMultiplyAdd(-n, Ln2High, x));
        double sum = Reciprocal[13];
        for (int k = 12; k >= 1; k--) sum = Math.FusedMultiplyAdd(r, sum, Reciprocal[k]);
        return Math.ScaleB(Math.FusedMultiplyAdd(r, sum, 1), (int)n);
    }

    private static double[] ReciprocalFactorials(int count)
    {
        var reciprocal = new double[count];
        double factorial = 1;
        for (int k = 0; k < count; k++)
        {
            if (k > 1) factorial *= k;
            reciprocal[k] = 1 / factorial;
        }

        return reciprocal;
    }
}
