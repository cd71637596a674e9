using MathNet.Numerics.Distributions;
using QuantumCluster.Circuits;
using QuantumCluster.Devices.Shots;

namespace QuantumCluster.Devices.Tests.Shots;

public sealed class BinomialSamplerTests
{
    private const int Draws = 40_000;

    public static TheoryData<int, double> Cases()
    {
        var cases = new TheoryData<int, double>();
        foreach (int n in new[] { 1, 2, 7, 19, 20, 21, 40, 100, 1000, 8191, 10_000, 100_000 })
            foreach (double p in new[] { 1e-9, 1e-4, 0.003, 0.05, 1 / 3.0, 0.5, 0.51, 0.9, 0.9995 }) cases.Add(n, p);
        foreach (int n in new[] { 100, 1000, 100_000 })
            foreach (double mean in new[] { 9.999, 10.001, 10.5, 12.0, 30.0 }) cases.Add(n, mean / n); // on both sides of the change of method
        return cases;
    }

    private static int[] Sample(int n, double p, int draws = Draws)
    {
        KeyedRandom random = new Seed(5).For((ulong)n).For(BitConverter.DoubleToUInt64Bits(p)).Generator();
        return [.. Enumerable.Range(0, draws).Select(_ => BinomialSampler.Draw(random, n, p, 1 - p))];
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Draws_are_distributed_as_they_should(int n, double p) => AssertFit(n, p, Sample(n, p));

    [Theory]
    [InlineData(40, 0.3)]
    [InlineData(1000, 0.012)]
    [InlineData(1000, 0.03)]
    [InlineData(20_000, 0.5)]
    public void Long_runs_of_draws_show_no_small_bias_either(int n, double p) => AssertFit(n, p, Sample(n, p, 3_000_000));

    private static void AssertFit(int n, double p, int[] draws)
    {
        int lowest = draws.Min(), highest = draws.Max();
        Assert.True(lowest >= 0 && highest <= n);
        var seen = new long[highest - lowest + 2]; // each value from the lowest to the highest, and all others
        foreach (int k in draws) seen[k - lowest]++;
        double[] chances = [.. Enumerable.Range(lowest, highest - lowest + 1).Select(k => Binomial.PMF(p, n, k))];
        double[] expected = [.. chances.Select(c => draws.Length * c), draws.Length * Math.Max(0, 1 - chances.Sum())];
        Assert.InRange(Goodness.PValue(expected, seen), 1e-5, 1);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Mean_and_variance_are_those_of_theory(int n, double p)
    {
        int[] draws = Sample(n, p);
        double variance = n * p * (1 - p), mean = draws.Average(k => k - n * p), seen = draws.Average(k => (k - n * p) * (k - n * p));
        double fourth = variance * (1 + 3 * (n - 2.0) * p * (1 - p)); // the fourth central moment is variance · (1 + 3 (n − 2) p q)
        const double sigmas = 5, rareCase = 3.0 / Draws; // one draw too many where hardly any is expected
        Assert.InRange(mean, -sigmas * Math.Sqrt(variance / Draws) - rareCase, sigmas * Math.Sqrt(variance / Draws) + rareCase);
        Assert.InRange(seen - variance, -sigmas * Math.Sqrt(fourth / Draws) - rareCase, sigmas * Math.Sqrt(fourth / Draws) + rareCase);
    }

    [Fact]
    public void Certain_and_impossible_successes_need_no_chance()
    {
        KeyedRandom random = new Seed(1).Generator(), untouched = new Seed(1).Generator();
        Assert.Equal(0, BinomialSampler.Draw(random, 0, 0.5, 0.5));
        Assert.Equal(0, BinomialSampler.Draw(random, 1000, 0, 1));
        Assert.Equal(1000, BinomialSampler.Draw(random, 1000, 1, 0));
        Assert.Equal(untouched.NextUInt64(), random.NextUInt64());
    }

    [Fact]
    public void Chances_too_small_for_their_complement_to_show_are_met()
    {
        KeyedRandom random = new Seed(1).Generator();
        for (int i = 0; i < 1000; i++)
        {
            Assert.Equal(0, BinomialSampler.Draw(random, 1_000_000, 1e-300, 1));
            Assert.Equal(1_000_000, BinomialSampler.Draw(random, 1_000_000, 1, 1e-300));
            Assert.InRange(BinomialSampler.Draw(random, 1_000_000, double.Epsilon, 1), 0, 0);
        }
    }

    [Fact]
    public void Successes_and_failures_are_the_same_draw_seen_from_two_sides()
    {
        KeyedRandom random = new Seed(2).Generator(), other = new Seed(2).Generator();
        for (int i = 0; i < 1000; i++) Assert.Equal(5000 - BinomialSampler.Draw(random, 5000, 0.125, 0.875), BinomialSampler.Draw(other, 5000, 0.875, 0.125));
    }
}
