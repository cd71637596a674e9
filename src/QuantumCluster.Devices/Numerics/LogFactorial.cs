namespace QuantumCluster.Devices.Numerics;

/// <summary>ln k!, with the same bits on every platform.</summary>
internal static class LogFactorial
{
    private const int TableLength = 4096;
    private const double HalfLogTwoPi = 0.91893853320467274178;

    private static readonly double[] Table = MakeTable();

    /// <param name="k">At least 0.</param>
    /// <returns>ln k!, within 4 units in the last place.</returns>
    public static double Of(int k)
    {
        double[] table = Table;
        return (uint)k < (uint)table.Length ? table[k] : Stirling(k);
    }

    /// <summary>Stirling's series of ln Γ(x) at x = k + 1: from 4096 on the third correction is below 10⁻²¹.</summary>
    private static double Stirling(int k)
    {
        double x = k + 1.0, inverse = 1 / x, corrections = inverse * Math.FusedMultiplyAdd(inverse * inverse, -1.0 / 360, 1.0 / 12);
        return Math.FusedMultiplyAdd(x - 0.5, Logarithm.Of(x), -x) + (HalfLogTwoPi + corrections);
    }

    /// <summary>Sums of logarithms, each with what the addition before lost (Neumaier).</summary>
    private static double[] MakeTable()
    {
        var table = new double[TableLength];
        double sum = 0, lost = 0;
        for (int k = 2; k < TableLength; k++)
        {
            double term = Logarithm.Of(k), next = sum + term;
            lost += sum >= term ? sum - next + term : term - next + sum;
            sum = next;
            table[k] = sum + lost;
        }

        return table;
    }
}
