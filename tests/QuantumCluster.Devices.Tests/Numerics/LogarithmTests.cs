using MathNet.Numerics;
using QuantumCluster.Circuits;
using QuantumCluster.Devices.Numerics;

namespace QuantumCluster.Devices.Tests.Numerics;

public sealed class LogarithmTests
{
    [Fact]
    public void Logarithm_agrees_with_the_library_over_the_whole_range()
    {
        KeyedRandom random = new Seed(1).Generator();
        for (int i = 0; i < 200_000; i++)
        {
            double x = (1 + random.NextDouble()) * Math.ScaleB(1, random.NextInt(2000) - 1000);
            Assert.Equal(Math.Log(x), Logarithm.Of(x), 3e-16 * Math.Max(1, Math.Abs(Math.Log(x))));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(0.5)]
    [InlineData(2)]
    [InlineData(1 + 1.0 / 256)]
    [InlineData(1.9999999999999998)]
    [InlineData(0.9999999999999999)]
    [InlineData(1.0000000000000002)]
    [InlineData(2.2250738585072014e-308)]
    [InlineData(double.MaxValue)]
    public void Logarithm_holds_at_the_edges_of_its_table(double x) => Assert.Equal(Math.Log(x), Logarithm.Of(x), 3e-16 * Math.Max(1, Math.Abs(Math.Log(x))));

    [Fact]
    public void Zero_counts_as_less_than_every_normal_number() => Assert.InRange(Logarithm.Of(0), -710, -709);

    [Fact]
    public void Log_factorials_agree_with_the_library_on_both_sides_of_the_table()
    {
        foreach (int k in Enumerable.Range(0, 6000).Concat([10_000, 65_537, 999_999, 1_000_000, int.MaxValue]))
            Assert.Equal(SpecialFunctions.GammaLn(k + 1.0), LogFactorial.Of(k), 4e-15 * Math.Max(1, LogFactorial.Of(k)));
    }

    [Fact]
    public void Log_factorials_grow_by_the_logarithm_where_the_table_ends()
    {
        for (int k = 4090; k < 4102; k++) Assert.Equal(Math.Log(k), LogFactorial.Of(k) - LogFactorial.Of(k - 1), 1e-10);
    }
}
