using QuantumCluster.Circuits;
using QuantumCluster.Experiments.Laboratory;

namespace QuantumCluster.Experiments.Tests.Laboratory;

public sealed class EstimateTests
{
    [Fact]
    public void Mean_and_standard_error_are_those_of_the_textbook()
    {
        var estimate = Estimate.Of([2.0, 4, 4, 4, 5, 5, 7, 9]);
        Assert.Equal(5, estimate.Mean, 12);
        Assert.Equal(Math.Sqrt(32.0 / 7 / 8), estimate.Error, 12);
    }

    [Fact]
    public void Quantiles_are_values_that_occurred()
    {
        double[] sorted = [.. Enumerable.Range(1, 100).Select(i => (double)i)];
        Assert.Equal([1, 50, 99, 100], new[] { 0.001, 0.5, 0.99, 1 }.Select(s => Estimate.Quantile(sorted, s)));
    }

    /// <summary>Two samples of the same law are told apart by chance in at most 1 % of cases; 26 of 1,000 is five standard deviations above 10.</summary>
    [Theory]
    [InlineData(3)]
    [InlineData(6)]
    [InlineData(20)]
    public void What_is_equal_is_seldom_told_apart(int repeats)
    {
        KeyedRandom random = new Seed(811).For((ulong)repeats).Generator();
        Estimate Draw() => Estimate.Of([.. Enumerable.Range(0, repeats).Select(_ => random.NextGaussian())]);
        Assert.InRange(Enumerable.Range(0, 1000).Count(_ => Draw().DiffersFrom(Draw())), 0, 26);
    }

    [Fact]
    public void What_is_far_apart_is_told_apart() => Assert.True(Estimate.Of([1.0, 1.1, 0.9]).DiffersFrom(Estimate.Of([9.0, 9.1, 8.9])));

    [Fact]
    public void A_single_value_has_no_error_and_tells_nothing_but_itself() => Assert.False(Estimate.Of([1.0]).DiffersFrom(Estimate.Of([1.0])));
}
