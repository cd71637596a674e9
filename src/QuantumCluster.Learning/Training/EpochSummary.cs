namespace QuantumCluster.Learning.Training;

/// <summary>One epoch in numbers.</summary>
/// <param name="Epoch">From 1.</param>
/// <param name="TrainLoss">Mean cross-entropy over the epoch's images, each taken when its step was done.</param>
/// <param name="ValidationLoss">Mean cross-entropy after the epoch.</param>
/// <param name="Seconds">Wall time of training and validation together.</param>
/// <param name="Best">True when no earlier epoch had as high a validation AUC.</param>
public sealed record EpochSummary(
    int Epoch, double TrainLoss, double ValidationLoss, double ValidationAccuracy, double ValidationAuc, double Seconds, bool Best);
