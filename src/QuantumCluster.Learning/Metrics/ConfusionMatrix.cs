using System.Collections.Immutable;

namespace QuantumCluster.Learning.Metrics;

/// <summary>How often each true class was predicted as each class.</summary>
public sealed class ConfusionMatrix
{
    private readonly int[] _counts;

    /// <exception cref="ArgumentException">The lists differ in length, are empty, or hold something that is no class index.</exception>
    public ConfusionMatrix(IReadOnlyList<int> labels, IReadOnlyList<int> predictions, ImmutableArray<string> classNames)
    {
        if (labels.Count == 0 || labels.Count != predictions.Count)
            throw new ArgumentException($"There are {labels.Count} labels and {predictions.Count} predictions; both lists must have the same length, at least 1.");
        ClassNames = classNames;
        _counts = new int[classNames.Length * classNames.Length];
        for (int i = 0; i < labels.Count; i++)
        {
            if ((uint)labels[i] >= classNames.Length || (uint)predictions[i] >= classNames.Length)
                throw new ArgumentException($"Sample {i} has label {labels[i]} and prediction {predictions[i]}; classes are 0 to {classNames.Length - 1}.");
            _counts[labels[i] * classNames.Length + predictions[i]]++;
        }
    }

    public ImmutableArray<string> ClassNames { get; }

    public int Classes => ClassNames.Length;

    public int this[int truth, int prediction] => _counts[truth * Classes + prediction];

    public int Samples => _counts.Sum();

    public double Accuracy => (double)Enumerable.Range(0, Classes).Sum(c => this[c, c]) / Samples;

    /// <summary>Samples of this class.</summary>
    public int Present(int c) => Enumerable.Range(0, Classes).Sum(predicted => this[c, predicted]);

    /// <summary>True when there are samples of this class and of others.</summary>
    public bool Distinguishes(int c) => Present(c) is > 0 and int present && present < Samples;

    /// <summary>This class against all others; without its AUC, which counts cannot tell.</summary>
    public ClassMetrics OfClass(int c)
    {
        int hit = this[c, c], present = Present(c), predicted = Enumerable.Range(0, Classes).Sum(truth => this[truth, c]);
        int falseAlarms = predicted - hit, misses = present - hit, rejected = Samples - present - falseAlarms;
        return new(Compared(Ratio(hit, predicted)), Ratio(hit, present), Compared(Ratio(2 * hit, 2 * hit + falseAlarms + misses)), Ratio(rejected, rejected + falseAlarms)) { Accuracy = Ratio(hit + rejected, Samples) };

        // Alone or absent, a class decides these by itself; a class that is never predicted has neither hits nor false alarms.
        double Compared(double ratio) => !Distinguishes(c) ? double.NaN : double.IsNaN(ratio) ? 0 : ratio;
    }

    private static double Ratio(int part, int whole) => whole == 0 ? double.NaN : (double)part / whole;
}
