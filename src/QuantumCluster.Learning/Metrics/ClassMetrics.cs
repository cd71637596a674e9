namespace QuantumCluster.Learning.Metrics;

/// <summary>
/// One class against all others; each in [0, 1]. A class that is there but never predicted has the precision 0, as scikit-learn's
/// <c>zero_division=0</c> has it. What has no meaning is not a number: of a class of which no sample is there, all but specificity and
/// accuracy; of a class of which all samples are, all but recall and accuracy.
/// </summary>
/// <param name="Precision">TP / (TP + FP).</param>
/// <param name="Recall">TP / (TP + FN), also called sensitivity.</param>
/// <param name="F1">2 TP / (2 TP + FP + FN) for a class; in a macro average the mean of the classes' values.</param>
/// <param name="Specificity">TN / (TN + FP).</param>
public sealed record ClassMetrics(double Precision, double Recall, double F1, double Specificity)
{
    /// <summary>(TP + TN) / all: of one class against the others, so high for rare classes whatever the model does.</summary>
    public double Accuracy { get; init; }

    /// <summary>Area under the class's ROC curve against the others.</summary>
    public double Auc { get; init; }

    /// <summary>Unweighted means.</summary>
    public static ClassMetrics Mean(IReadOnlyCollection<ClassMetrics> classes) => new(classes.Average(c => c.Precision), classes.Average(c => c.Recall), classes.Average(c => c.F1), classes.Average(c => c.Specificity))
    {
        Accuracy = classes.Average(c => c.Accuracy),
        Auc = classes.Average(c => c.Auc),
    };
}
