using QuantumCluster.Learning.Training;

namespace QuantumCluster.Learning.Tests.Training;

public class EpochSummaryTests
{
    [Theory]
    [InlineData(0.9, 0.1, 0.8, 0.05, true)]
    [InlineData(0.8, 0.05, 0.9, 0.1, false)]
    [InlineData(1, 0.1, 1, 0.2, true)]
    [InlineData(1, 0.2, 1, 0.2, false)]
    public void Validation_auc_decides_and_loss_breaks_ties(double auc, double loss, double earlierAuc, double earlierLoss, bool beats) =>
        Assert.Equal(beats, Of(auc, loss).Beats(Of(earlierAuc, earlierLoss)));

    private static EpochSummary Of(double auc, double loss) => new(1, 0, loss, 0, auc, 0, Best: false);
}
