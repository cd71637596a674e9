using System.Collections.Immutable;

namespace QuantumCluster.Learning.Metrics;

/// <summary>What the paper reports (section 4.1) of a model on a set of images.</summary>
/// <param name="Loss">Mean cross-entropy, natural logarithm.</param>
/// <param name="Accuracy">Share of images whose most probable class is the true one, in [0, 1].</param>
/// <param name="Auc">Two classes: area under the ROC curve of class 1. More: the mean of each class against the rest. In [0, 1]; not a number where there are samples of one class only.</param>
/// <param name="Classes">One per class, in order of the class indices.</param>
/// <param name="Macro">Unweighted means over the classes of which there are samples.</param>
public sealed record ClassificationMetrics(
    double Loss, double Accuracy, double Auc, ImmutableArray<ClassMetrics> Classes, ClassMetrics Macro, ConfusionMatrix Confusion)
{
    public int Samples => Confusion.Samples;

    /// <summary>What all of this was computed from: for intervals and comparisons.</summary>
    public required Predictions Predictions { get; init; }

    /// <param name="labels">One class index per sample.</param>
    /// <param name="probabilities">[samples, classes], row-major. Among equal largest ones the lowest class is predicted.</param>
    /// <exception cref="ArgumentException">The lists do not fit together, or a number is not finite.</exception>
    public static ClassificationMetrics Of(IReadOnlyList<int> labels, IReadOnlyList<double> probabilities, ImmutableArray<string> classNames) => Of(new Predictions(labels, probabilities, classNames));

    public static ClassificationMetrics Of(Predictions predictions)
    {
        ImmutableArray<int> labels = predictions.Labels;
        int k = predictions.ClassNames.Length;
        double loss = -Enumerable.Range(0, labels.Length).Sum(i => Math.Log(Math.Max(predictions[i, labels[i]], double.Epsilon)));
        var confusion = new ConfusionMatrix(labels, predictions.Chosen, predictions.ClassNames);
        ImmutableArray<ClassMetrics> classes = [.. Enumerable.Range(0, k).Select(c => confusion.OfClass(c) with { Auc = OneAgainstRest(c) })];
        ClassMetrics macro = ClassMetrics.Mean([.. classes.Where((_, c) => confusion.Present(c) > 0)]);
        return new(loss / labels.Length, confusion.Accuracy, k == 2 ? classes[1].Auc : macro.Auc, classes, macro, confusion) { Predictions = predictions };

        double OneAgainstRest(int c) => !confusion.Distinguishes(c) ? double.NaN : RocCurve.Area([.. labels.Select(label => label == c)], [.. Enumerable.Range(0, labels.Length).Select(i => predictions[i, c])]);
    }
}
