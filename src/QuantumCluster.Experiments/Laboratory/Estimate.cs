using MathNet.Numerics.Distributions;

namespace QuantumCluster.Experiments.Laboratory;

/// <summary>The mean of independent repeats and how far it may be off.</summary>
/// <param name="Error">Standard error of the mean; 0 for a single repeat, which says nothing about it.</param>
public readonly record struct Estimate(double Mean, double Error, int Count)
{
    /// <param name="values">At least one.</param>
    public static Estimate Of(IReadOnlyCollection<double> values)
    {
        double mean = values.Sum() / values.Count;
        if (values.Count == 1) return new(mean, 0, 1);
        double squares = values.Sum(v => (v - mean) * (v - mean));
        return new(mean, Math.Sqrt(squares / (values.Count - 1) / values.Count), values.Count);
    }

    /// <summary>Whether the data tell both apart, with 99 % confidence: Student's t with the degrees of freedom of the smaller one, which is on the safe side.</summary>
    public bool DiffersFrom(Estimate other) => IsTold(Mean - other.Mean, Math.Sqrt(Error * Error + other.Error * other.Error), Math.Min(Count, other.Count));

    /// <summary>Whether the data tell the mean from zero, in the same way.</summary>
    public bool DiffersFromZero => IsTold(Mean, Error, Count);

    private static bool IsTold(double difference, double error, int count) => error == 0 || count < 2
        ? difference != 0
        : Math.Abs(difference) > error * StudentT.InvCDF(0, 1, count - 1, 0.995);

    /// <summary>The share-quantile of sorted values by the nearest rank: a value that occurred.</summary>
    /// <param name="share">In (0, 1].</param>
    public static double Quantile(IReadOnlyList<double> sorted, double share) => sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Count) - 1, 0, sorted.Count - 1)];
}
