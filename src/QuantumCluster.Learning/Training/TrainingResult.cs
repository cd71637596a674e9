using System.Collections.Immutable;
using QuantumCluster.Learning.Metrics;

namespace QuantumCluster.Learning.Training;

/// <param name="History">All epochs of the run, those before a resume included.</param>
/// <param name="BestEpoch">The epoch with the highest validation AUC, among equal ones the lowest validation loss: <paramref name="Test"/> is its model's.</param>
/// <param name="Validation">The best model on the validation images.</param>
/// <param name="Test">The best model on the test images.</param>
public sealed record TrainingResult(ImmutableArray<EpochSummary> History, int BestEpoch, ClassificationMetrics Validation, ClassificationMetrics Test);
