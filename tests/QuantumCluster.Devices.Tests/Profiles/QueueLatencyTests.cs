using QuantumCluster.Circuits;
using QuantumCluster.Devices.Profiles;

namespace QuantumCluster.Devices.Tests.Profiles;

public sealed class QueueLatencyTests
{
    private const int Draws = 20_000;

    public static TheoryData<QueueLatency, double, double, double> Quartiles => new()
    {
        { new QueueLatency.Fixed(2.5), 2.5, 2.5, 2.5 },
        { new QueueLatency.Normal(10, 2), 10 - 0.674490 * 2, 10, 10 + 0.674490 * 2 },
        { new QueueLatency.LogNormal(3, 0.8), 3 * Math.Exp(-0.674490 * 0.8), 3, 3 * Math.Exp(0.674490 * 0.8) },
        { new QueueLatency.Pareto(2, 1.5), 2 * Math.Pow(0.75, -1 / 1.5), 2 * Math.Pow(0.5, -1 / 1.5), 2 * Math.Pow(0.25, -1 / 1.5) },
    };

    /// <summary>Shares below the three quartiles, each within four standard errors.</summary>
    [Theory]
    [MemberData(nameof(Quartiles))]
    public void Draws_have_the_quartiles_of_their_distribution(QueueLatency latency, double first, double second, double third)
    {
        double[] draws = Draw(latency);
        if (latency is QueueLatency.Fixed)
        {
            Assert.All(draws, d => Assert.Equal(first, d));
            return;
        }

        foreach ((double quartile, double share) in (ReadOnlySpan<(double, double)>)[(first, 0.25), (second, 0.5), (third, 0.75)])
            Assert.Equal(share, draws.Count(d => d < quartile) / (double)Draws, 4 * Math.Sqrt(share * (1 - share) / Draws));
    }

    [Fact]
    public void Mean_is_that_of_the_draws_where_there_is_a_variance()
    {
        foreach (QueueLatency latency in (ReadOnlySpan<QueueLatency>)[new QueueLatency.Normal(1, 3), new QueueLatency.LogNormal(3, 0.8), new QueueLatency.Pareto(2, 5), new QueueLatency.None()])
        {
            double[] draws = Draw(latency);
            double mean = draws.Average(), error = Math.Sqrt(draws.Sum(d => (d - mean) * (d - mean))) / Draws;
            Assert.InRange(latency.Mean, mean - 4 * error - 1e-6, mean + 4 * error + 1e-6);
        }
    }

    [Fact]
    public void Waits_are_never_negative_and_end_one_day()
    {
        Assert.All(Draw(new QueueLatency.Normal(0, 1)), d => Assert.True(d >= 0));
        Assert.Equal(QueueLatency.Longest.TotalSeconds, Draw(new QueueLatency.Pareto(1000, 1.001)).Append(Draw(new QueueLatency.LogNormal(1e6, 5)).Max()).Max());
    }

    [Fact]
    public void Waits_have_the_same_bits_everywhere() =>
        // Also with DOTNET_EnableAVX2=0 and DOTNET_EnableHWIntrinsic=0.
        Assert.Equal("87396433 18120696 27708529", string.Join(' ', new QueueLatency[] { new QueueLatency.Normal(10, 2), new QueueLatency.LogNormal(3, 0.8), new QueueLatency.Pareto(2, 1.5) }
            .Select(l => l.Draw(new Seed(5).Generator()).Ticks)));

    private static double[] Draw(QueueLatency latency)
    {
        KeyedRandom random = new Seed(31).Generator();
        return [.. Enumerable.Range(0, Draws).Select(_ => latency.Draw(random).TotalSeconds)];
    }
}
