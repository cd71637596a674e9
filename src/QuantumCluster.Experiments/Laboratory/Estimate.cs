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

    /// <summary>Difference over its standard error; 0 where neither has an error and both are equal.</summary>
    public double Sigmas(Estimate other)
    {
        double error = Math.Sqrt(Error * Error + other.Error * other.Error), difference = Mean - other.Mean;
        return difference == 0 ? 0 : difference / error;
    }

    /// <summary>Whether the data tell both apart: three standard errors, so that among many comparisons few are chance.</summary>
    public bool DiffersFrom(Estimate other) => Math.Abs(Sigmas(other)) > 3;

    /// <summary>The share-quantile of sorted values by the nearest rank: a value that occurred.</summary>
    /// <param name="share">In (0, 1].</param>
    public static double Quantile(IReadOnlyList<double> sorted, double share) => sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Count) - 1, 0, sorted.Count - 1)];
}
