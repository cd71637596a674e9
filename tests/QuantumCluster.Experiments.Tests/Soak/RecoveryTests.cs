using QuantumCluster.Experiments.Soak;

namespace QuantumCluster.Experiments.Tests.Soak;

public sealed class RecoveryTests
{
    private static readonly RunInterval[] Runs = [Run(0, 10), Run(2, 30), Run(12, 20), Run(31, 90)];

    [Theory]
    [InlineData(5, 25)] // the first and the second run were under way; the second took longest
    [InlineData(15, 15)]
    [InlineData(31, 59)]
    public void Recovery_lasts_until_the_last_run_that_was_under_way_is_answered(int fault, int expected) =>
        Assert.Equal(TimeSpan.FromSeconds(expected), Recovery.Of(TimeSpan.FromSeconds(fault), Runs));

    [Fact]
    public void Fault_that_hits_no_run_has_no_recovery() => Assert.Null(Recovery.Of(TimeSpan.FromSeconds(30.5), Runs));

    [Fact]
    public void Fault_from_which_a_run_never_recovers_has_none()
    {
        Assert.Null(Recovery.Of(TimeSpan.FromSeconds(5), [.. Runs, new RunInterval(TimeSpan.FromSeconds(4), null, Failed: false)]));
        Assert.Null(Recovery.Of(TimeSpan.FromSeconds(5), [.. Runs, Run(4, 6) with { Failed = true }]));
    }

    [Fact]
    public void Median_and_worst_are_those_of_the_times()
    {
        Assert.Equal(new Recovery(3, 2000, 9000), Recovery.Of(new[] { 9, 1, 2 }.Select(s => TimeSpan.FromSeconds(s))));
        Assert.Equal(new Recovery(2, 1500, 2000), Recovery.Of(new[] { 1, 2 }.Select(s => TimeSpan.FromSeconds(s))));
        Assert.Equal(new Recovery(0, 0, 0), Recovery.Of(Array.Empty<TimeSpan>()));
    }

    private static RunInterval Run(int start, int end) => new(TimeSpan.FromSeconds(start), TimeSpan.FromSeconds(end), Failed: false);
}
