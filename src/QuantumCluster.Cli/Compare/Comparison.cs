using System.Collections.Immutable;
using QuantumCluster.Learning.Metrics;

namespace QuantumCluster.Cli.Compare;

/// <summary>One or more pairs of models, and for more than one the mean of their differences.</summary>
/// <param name="Means">In the order of <see cref="Scores.Names"/>; empty for one pair.</param>
internal sealed record Comparison(ImmutableArray<ComparedPair> Pairs, ImmutableArray<MeanDifference> Means)
{
    public static Comparison Of(ImmutableArray<ComparedPair> pairs) => new(pairs, pairs.Length == 1 ? [] :
        [.. Bootstrap.OfMeanDifference([.. pairs.Select(p => p.Predictions)]).Select((interval, s) => new MeanDifference(interval, Deviation([.. pairs.Select(p => p.Differences[s].Value)])))]);

    private static double Deviation(double[] values)
    {
        double mean = values.Average();
        return Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1));
    }
}

/// <param name="Interval">Of the mean, over the choice of images; it knows nothing of the spread between seeds.</param>
/// <param name="Deviation">That spread: the sample standard deviation of the pairs' differences.</param>
internal sealed record MeanDifference(Interval Interval, double Deviation);
