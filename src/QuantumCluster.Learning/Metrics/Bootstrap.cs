using System.Collections.Immutable;
using QuantumCluster.Circuits;

namespace QuantumCluster.Learning.Metrics;

/// <summary>A score and the interval that 95 of 100 resamples fall into.</summary>
/// <param name="Name">One of <see cref="Scores.Names"/>.</param>
/// <param name="Value">Of the samples themselves.</param>
public sealed record Interval(string Name, double Value, double Low, double High);

/// <summary>
/// Percentile bootstrap (Efron, 1979): samples are drawn anew with replacement, as many as there are, and scored again. The intervals say how much
/// the choice of test samples matters; they know nothing of the spread between training runs. Samples are taken for independent, so pictures
/// of one lesion make intervals a little too narrow.
/// </summary>
public static class Bootstrap
{
    public const int DefaultResamples = 2000;

    private const double Tail = 0.025;

    /// <param name="seed">Keys the resamples.</param>
    /// <returns>In the order of <see cref="Scores.Names"/>.</returns>
    /// <exception cref="ArgumentException">A class does not occur.</exception>
    public static ImmutableArray<Interval> Of(Predictions predictions, Seed seed = default, int resamples = DefaultResamples)
    {
        var scores = new WeightedScores(predictions);
        return Intervals(predictions.Samples, weights => scores.Of(weights)?.Values, seed, resamples);
    }

    /// <summary>Differences of two models on the same samples, <paramref name="one"/> less <paramref name="other"/>, resampled together.</summary>
    /// <returns>In the order of <see cref="Scores.Names"/>; an interval without 0 speaks for a difference.</returns>
    /// <exception cref="ArgumentException">The samples are not the same, or a class does not occur.</exception>
    public static ImmutableArray<Interval> OfDifference(Predictions one, Predictions other, Seed seed = default, int resamples = DefaultResamples)
    {
        if (!one.Labels.SequenceEqual(other.Labels)) throw new ArgumentException("The two models were tested on different samples; a paired comparison needs the same ones in the same order.", nameof(other));
        var (first, second) = (new WeightedScores(one), new WeightedScores(other));
        return Intervals(one.Samples, weights => first.Of(weights)?.Values is { } a ? [.. a.Zip(second.Of(weights)!.Values, (x, y) => x - y)] : null, seed, resamples);
    }

    private delegate ImmutableArray<double>? Statistic(ReadOnlySpan<int> weights);

    private static ImmutableArray<Interval> Intervals(int samples, Statistic statistic, Seed seed, int resamples)
    {
        var weights = new int[samples];
        Array.Fill(weights, 1);
        ImmutableArray<double> values = statistic(weights) ?? throw new ArgumentException("Every class must occur, and more than one, for its AUC to have a meaning.");
        var drawn = new double[values.Length][];
        for (int s = 0; s < drawn.Length; s++) drawn[s] = new double[resamples];
        KeyedRandom random = seed.Generator();
        for (int b = 0; b < resamples;)
        {
            Array.Clear(weights);
            for (int i = 0; i < samples; i++) weights[random.NextInt(samples)]++;
            if (statistic(weights) is not { } resampled) continue; // a rare class was not drawn at all: draw again
            for (int s = 0; s < drawn.Length; s++) drawn[s][b] = resampled[s];
            b++;
        }

        return [.. values.Select((value, s) => new Interval(Scores.Names[s], value, Percentile(drawn[s], Tail), Percentile(drawn[s], 1 - Tail)))];
    }

    // Between two order statistics in proportion, the first at 0 and the last at 1.
    private static double Percentile(double[] values, double share)
    {
        Array.Sort(values);
        double at = share * (values.Length - 1);
        int below = (int)at;
        return below + 1 < values.Length ? values[below] + (at - below) * (values[below + 1] - values[below]) : values[below];
    }
}
