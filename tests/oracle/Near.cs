namespace QuantumCluster.Oracle;

/// <summary>Comparison of lists of numbers, with a message that says where they part.</summary>
public static class Near
{
    public static void Equal(IReadOnlyList<double> expected, IReadOnlyList<double> actual, double tolerance, string what = "")
    {
        Assert.Equal(expected.Count, actual.Count);
        for (int i = 0; i < expected.Count; i++)
            Assert.True(Math.Abs(expected[i] - actual[i]) <= tolerance, $"{what}[{i}]: expected {expected[i]:R}, got {actual[i]:R}, {Math.Abs(expected[i] - actual[i]):E2} apart (limit {tolerance:E0}).");
    }

    /// <summary>The same bits, entry by entry.</summary>
    public static void SameBits(IReadOnlyList<double> expected, IReadOnlyList<double> actual, string what = "")
    {
        Assert.Equal(expected.Count, actual.Count);
        for (int i = 0; i < expected.Count; i++)
            Assert.True(BitConverter.DoubleToInt64Bits(expected[i]) == BitConverter.DoubleToInt64Bits(actual[i]), $"{what}[{i}]: {expected[i]:R} and {actual[i]:R} differ in their bits.");
    }

    public static double LargestDifference(IReadOnlyList<double> a, IReadOnlyList<double> b) => a.Zip(b, (x, y) => Math.Abs(x - y)).Max();
}
