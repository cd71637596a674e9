using System.Collections.Immutable;
using QuantumCluster.Circuits;

namespace QuantumCluster.Learning.Metrics;

/// <summary>A score and the interval that 95 of 100 resamples fall into.</summary>
/// <param name="Name">One of <see cref="Scores.Names"/>.</param>
/// <param name="Value">Of the samples themselves.</param>
public sealed record Interval(string Name, double Value, double Low, double High);

/// <summary>Two models' predictions of the same samples.</summary>
public sealed record PredictionPair
{
    /// <exception cref="ArgumentException">The samples are not the same.</exception>
    public PredictionPair(Predictions one, Predictions other)
    {
        if (one.FirstDifference(other) is not null) throw new ArgumentException("The two models were tested on different samples; a paired comparison needs the same ones in the same order.", nameof(other));
        (One, Other) = (one, other);
    }

    public Predictions One { get; }

    public Predictions Other { get; }
}

/// <summary>
/// Percentile bootstrap (Efron, 1979): groups of samples (the pictures of one lesion; elsewhere each sample is a group) are drawn anew with
/// replacement, as many as there are, and scored again. The intervals say how much the choice of test samples matters; they know nothing of
/// the spread between training runs. A resample that lacks a class is drawn again.
/// </summary>
public static class Bootstrap
{
    public const int DefaultResamples = 2000;

    private const double Tail = 0.025;

    /// <param name="seed">Keys the resamples.</param>
    /// <returns>In the order of <see cref="Scores.Names"/>; a score without meaning has an interval of the same kind.</returns>
    public static ImmutableArray<Interval> Of(Predictions predictions, Seed seed = default, int resamples = DefaultResamples)
    {
        var scores = new WeightedScores(predictions);
        return Intervals([predictions], weights => scores.Of(weights[0])?.Values, seed, resamples);
    }

    /// <summary>Differences of two models on the same samples, <paramref name="one"/> less <paramref name="other"/>, resampled together.</summary>
    /// <returns>In the order of <see cref="Scores.Names"/>; an interval without 0 speaks for a difference.</returns>
    /// <exception cref="ArgumentException">The samples are not the same.</exception>
    public static ImmutableArray<Interval> OfDifference(Predictions one, Predictions other, Seed seed = default, int resamples = DefaultResamples) =>
        OfMeanDifference([new(one, other)], seed, resamples);

    /// <summary>
    /// Means of the differences of several pairs, say of one pair of models trained under several seeds. Groups are drawn from all that occur in any pair,
    /// each once for all the pairs that have it: test parts may be the same, overlap, or have nothing in common.
    /// </summary>
    /// <param name="pairs">At least one.</param>
    /// <returns>In the order of <see cref="Scores.Names"/>.</returns>
    public static ImmutableArray<Interval> OfMeanDifference(ImmutableArray<PredictionPair> pairs, Seed seed = default, int resamples = DefaultResamples)
    {
        (WeightedScores One, WeightedScores Other)[] scores = [.. pairs.Select(p => (new WeightedScores(p.One), new WeightedScores(p.Other)))];
        return Intervals([.. pairs.Select(p => p.One)], Differences, seed, resamples);

        ImmutableArray<double>? Differences(int[][] weights)
        {
            var sums = new double[Scores.Names.Length];
            for (int p = 0; p < scores.Length; p++)
            {
                if (scores[p].One.Of(weights[p]) is not { } one) return null;
                ImmutableArray<double> other = scores[p].Other.Of(weights[p])!.Values;
                for (int s = 0; s < sums.Length; s++) sums[s] += one.Values[s] - other[s];
            }

            return [.. sums.Select(sum => sum / scores.Length)];
        }
    }

    /// <param name="sets">Samples that are weighted, each in its groups.</param>
    /// <param name="statistic">From a weight for every sample of every set; null to draw again.</param>
    private static ImmutableArray<Interval> Intervals(ImmutableArray<Predictions> sets, Func<int[][], ImmutableArray<double>?> statistic, Seed seed, int resamples)
    {
        // Every group with its samples: which set, which sample of it.
        (int Set, int Sample)[][] groups = [.. sets.SelectMany((set, s) => set.Identities.Select((identity, i) => (identity.Group, Place: (Set: s, Sample: i))))
            .GroupBy(x => x.Group, x => x.Place, StringComparer.Ordinal).Select(g => g.ToArray())];
        int[][] weights = [.. sets.Select(set => Enumerable.Repeat(1, set.Samples).ToArray())];
        ImmutableArray<double> values = statistic(weights)!.Value;
        double[][] drawn = [.. values.Select(_ => new double[resamples])];
        KeyedRandom random = seed.Generator();
        for (int b = 0; b < resamples;)
        {
            foreach (int[] ofSet in weights) Array.Clear(ofSet);
            for (int g = 0; g < groups.Length; g++)
                foreach ((int set, int sample) in groups[random.NextInt(groups.Length)]) weights[set][sample]++;
            if (statistic(weights) is not { } resampled) continue;
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
