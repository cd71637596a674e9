using System.Collections.Immutable;

namespace QuantumCluster.Learning.Metrics;

/// <summary>
/// A model in a few numbers, each in [0, 1]; all but accuracy are unweighted means over the classes of which there are samples. Where these are of one
/// class only, AUC, precision, F1 and specificity are not a number.
/// </summary>
/// <param name="Auc">As in <see cref="ClassificationMetrics"/>.</param>
public sealed record Scores(double Accuracy, double Auc, double Precision, double Recall, double F1, double Specificity)
{
    public static readonly ImmutableArray<string> Names = ["accuracy", "auc", "precision", "recall", "f1", "specificity"];

    /// <summary>Every sample counts once.</summary>
    public static Scores Of(Predictions predictions) => new WeightedScores(predictions).Of(Enumerable.Repeat(1, predictions.Samples).ToArray())!; // no class loses its weight

    /// <summary>In the order of <see cref="Names"/>.</summary>
    public ImmutableArray<double> Values => [Accuracy, Auc, Precision, Recall, F1, Specificity];
}
