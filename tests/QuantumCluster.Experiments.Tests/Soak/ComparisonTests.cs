using QuantumCluster.Experiments.Soak;

namespace QuantumCluster.Experiments.Tests.Soak;

public sealed class ComparisonTests
{
    private static readonly TrainingTrace Right = new([0.7, 0.6, 0.5], "abc");

    [Fact]
    public void Same_trainings_do_not_differ() => Assert.Empty(SoakReport.Compare(Right, new([0.7, 0.6, 0.5], "abc")));

    [Fact]
    public void One_bit_of_one_loss_is_a_difference()
    {
        string difference = Assert.Single(SoakReport.Compare(new([0.7, Math.BitIncrement(0.6), 0.5], "abc"), Right));
        Assert.Contains("step 2", difference);
    }

    [Fact]
    public void Another_network_and_another_number_of_steps_are_differences()
    {
        Assert.Contains("digest abd", Assert.Single(SoakReport.Compare(Right with { NetworkDigest = "abd" }, Right)));
        Assert.Contains("2 steps", Assert.Single(SoakReport.Compare(new([0.7, 0.6], "abc"), Right)));
    }
}
