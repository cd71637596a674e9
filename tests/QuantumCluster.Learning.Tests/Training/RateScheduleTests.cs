using QuantumCluster.Learning.Training;

namespace QuantumCluster.Learning.Tests.Training;

public class RateScheduleTests
{
    [Fact]
    public void Constant_stays_and_cosine_falls_from_one_to_nothing_by_way_of_a_half()
    {
        Assert.All(Enumerable.Range(0, 10), step => Assert.Equal(1, RateSchedule.Constant.FactorAt(step, 10)));
        double[] factors = [.. Enumerable.Range(0, 1000).Select(step => RateSchedule.Cosine.FactorAt(step, 1000))];
        Assert.Equal(1, factors[0]);
        Assert.Equal(0.5, factors[500], 15);
        Assert.InRange(factors[^1], 0, 1e-5);
        Assert.All(factors.Zip(factors.Skip(1)), pair => Assert.True(pair.Second < pair.First));
        Assert.Equal((1 + Math.Cos(Math.PI * 0.3)) / 2, factors[300], 15);
    }
}
