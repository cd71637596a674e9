using System.Collections.Immutable;

namespace QuantumCluster.Learning.Metrics;

/// <summary>What the paper reports (section 4.1) of a model on a set of images.</summary>
/// <param name="Loss">Mean cross-entropy, natural logarithm.</param>
/// <param name="Accuracy">Share of images whose most probable class is the true one, in [0, 1].</param>
/// <param name="Auc">Two classes: area under the ROC curve of class 1. More: the mean of each class against the rest. In [0, 1].</param>
/// <param name="Classes">One per class, in order of the class indices.</param>
/// <param name="Macro">Unweighted means over the classes.</param>
public sealed record ClassificationMetrics(
    double Loss, double Accuracy, double Auc, ImmutableArray<ClassMetrics> Classes, ClassMetrics Macro, ConfusionMatrix Confusion)
{
    public int Samples => Confusion.Samples;

    /// <param name="labels">One class index per sample.</param>
    /// <param name="probabilities">[samples, classes], row-major. Among equal largest ones the lowest class is predicted.</param>
    /// <exception cref="ArgumentException">The lists do not fit together, a number is not finite, or a class does not occur among the labels.</exception>
    public static ClassificationMetrics Of(IReadOnlyList<int> labels, IReadOnlyList<double> probabilities, ImmutableArray<string> classNames)
    {
        int k = classNames.Length;
        if (probabilities.Count != labels.Count * k)
            throw new ArgumentException($"{labels.Count} samples of {k} classes have {labels.Count * k} probabilities, not {probabilities.Count}.", nameof(probabilities));
        var predictions = new int[labels.Count];
        double loss = 0;
        for (int i = 0; i < labels.Count; i++)
        {
            for (int c = 0; c < k; c++)
            {
                if (!double.IsFinite(probabilities[i * k + c])) throw new ArgumentException($"The probability of class {c} for sample {i} is {probabilities[i * k + c]}: the model has diverged.");
                if (probabilities[i * k + c] > probabilities[i * k + predictions[i]]) predictions[i] = c;
            }

            loss -= Math.Log(Math.Max(probabilities[i * k + labels[i]], double.Epsilon));
        }

        var confusion = new ConfusionMatrix(labels, predictions, classNames);
        ImmutableArray<ClassMetrics> classes = [.. Enumerable.Range(0, k).Select(confusion.OfClass)];
        var macro = new ClassMetrics(classes.Average(c => c.Precision), classes.Average(c => c.Recall), classes.Average(c => c.F1), classes.Average(c => c.Specificity));
        double auc = k == 2 ? OneAgainstRest(1) : Enumerable.Range(0, k).Average(OneAgainstRest);
        return new(loss / labels.Count, confusion.Accuracy, auc, classes, macro, confusion);

        double OneAgainstRest(int c) => RocCurve.Area(
            [.. labels.Select(label => label == c)],
            [.. Enumerable.Range(0, labels.Count).Select(i => probabilities[i * k + c])]);
    }
}
