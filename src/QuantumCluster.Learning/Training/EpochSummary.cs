namespace QuantumCluster.Learning.Training;

/// <summary>One epoch in numbers.</summary>
/// <param name="Epoch">From 1.</param>
/// <param name="TrainLoss">Mean cross-entropy over the epoch's images, each taken when its step was done.</param>
/// <param name="ValidationLoss">Mean cross-entropy after the epoch.</param>
/// <param name="Seconds">Wall time of training and validation together.</param>
/// <param name="Best">True when this epoch's model was better than all earlier ones, as <see cref="Beats"/> has it.</param>
public sealed record EpochSummary(
    int Epoch, double TrainLoss, double ValidationLoss, double ValidationAccuracy, double ValidationAuc, double Seconds, bool Best)
{
    /// <summary>A higher validation AUC; among equal ones (small sets often reach 1) the lower validation loss.</summary>
    public bool Beats(EpochSummary earlier) => ValidationAuc > earlier.ValidationAuc
        || (ValidationAuc.Equals(earlier.ValidationAuc) && ValidationLoss < earlier.ValidationLoss);
}
