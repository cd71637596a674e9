using System.Collections.Immutable;
using QuantumCluster.Circuits;
using QuantumCluster.Learning.Data;
using QuantumCluster.Learning.Metrics;

namespace QuantumCluster.Learning.Tests.Metrics;

public class BootstrapTests
{
    private static readonly ImmutableArray<string> Three = ["a", "b", "c"];

    [Fact]
    public void Samples_that_all_count_once_score_as_the_metrics_do()
    {
        foreach (int classes in (int[])[2, 3, 7])
        {
            Predictions p = Drawn(new Seed(1), 300, classes);
            ClassificationMetrics m = ClassificationMetrics.Of(p);
            double[] expected = [m.Accuracy, m.Auc, m.Macro.Precision, m.Macro.Recall, m.Macro.F1, m.Macro.Specificity];
            ImmutableArray<double> actual = new WeightedScores(p).Of(Enumerable.Repeat(1, 300).ToArray())!.Values;
            for (int i = 0; i < 6; i++) Assert.Equal(expected[i], actual[i], 12);
        }
    }

    [Fact]
    public void A_sample_that_counts_twice_scores_as_two_samples()
    {
        Predictions p = Drawn(new Seed(2), 60, 3);
        int[] weights = [.. Enumerable.Range(0, 60).Select(i => i % 4)];
        int[] repeated = [.. weights.SelectMany((w, i) => Enumerable.Repeat(i, w))];
        var written = new Predictions([.. repeated.Select(i => p.Labels[i])], [.. repeated.SelectMany(i => new[] { p[i, 0], p[i, 1], p[i, 2] })], Three);
        ClassificationMetrics m = ClassificationMetrics.Of(written);
        Scores scores = new WeightedScores(p).Of(weights)!;
        Assert.Equal(m.Accuracy, scores.Accuracy, 12);
        Assert.Equal(m.Auc, scores.Auc, 12);
        Assert.Equal(m.Macro.F1, scores.F1, 12);
        Assert.Equal(m.Macro.Specificity, scores.Specificity, 12);
    }

    [Fact]
    public void The_interval_of_an_accuracy_is_the_binomials()
    {
        // 400 samples, 80 % right. Resampled accuracies are binomial: σ = √(0.8 · 0.2 / 400) = 0.02, and the percentiles lie near 0.8 ± 1.96 σ.
        // A 2.5 % percentile of 2000 draws has the deviation √(0.025 · 0.975 / 2000) / (φ(1.96) / σ) = 0.060 σ, 4 of which are 0.0048; accuracies come in steps of 1/400.
        var p = new Predictions([.. Enumerable.Range(0, 400).Select(i => i % 2)], [.. Enumerable.Range(0, 400).SelectMany(i => (i % 2 == 1) == (i % 5 != 0) ? new[] { .3, .7 } : [.7, .3])], ["a", "b"]);
        Interval accuracy = Bootstrap.Of(p, new Seed(3))[0];
        Assert.Equal(("accuracy", 0.8), (accuracy.Name, accuracy.Value));
        Assert.Equal(0.8 - 1.96 * 0.02, accuracy.Low, 0.0048 + 0.0025);
        Assert.Equal(0.8 + 1.96 * 0.02, accuracy.High, 0.0048 + 0.0025);
    }

    [Fact]
    public void Intervals_hold_their_value_and_repeat_with_their_seed()
    {
        Predictions p = Drawn(new Seed(4), 200, 3);
        ImmutableArray<Interval> once = Bootstrap.Of(p, new Seed(5), 200);
        Assert.Equal(Scores.Names, once.Select(i => i.Name));
        Assert.All(once, i => Assert.InRange(i.Value, i.Low, i.High));
        Assert.Equal([.. once], Bootstrap.Of(p, new Seed(5), 200).ToArray());
        Assert.NotEqual([.. once], Bootstrap.Of(p, new Seed(6), 200).ToArray());
    }

    [Fact]
    public void A_class_of_one_sample_is_drawn_again_until_it_is_there()
    {
        var p = new Predictions([0, 0, 0, 0, 1], [.9, .1, .8, .2, .7, .3, .4, .6, .2, .8], ["a", "b"]);
        Assert.All(Bootstrap.Of(p, new Seed(7), 500), i => Assert.True(double.IsFinite(i.Low) && double.IsFinite(i.High)));
    }

    [Fact]
    public void Samples_of_one_class_alone_have_intervals_of_what_still_has_a_meaning()
    {
        ImmutableArray<Interval> intervals = Bootstrap.Of(new Predictions([0, 0, 0, 0], [.9, .1, .8, .2, .3, .7, .6, .4], ["a", "b"]), new Seed(1), 200);
        foreach (Interval i in intervals)
            if (i.Name is "accuracy" or "recall") Assert.True(i.Value == .75 && i.Low < .75 && i.High > .75, i.ToString());
            else Assert.True(double.IsNaN(i.Value) && double.IsNaN(i.Low) && double.IsNaN(i.High), i.ToString());
    }

    [Fact]
    public void A_class_without_samples_leaves_the_intervals_of_the_others_as_they_are()
    {
        Predictions two = Drawn(new Seed(11), 150, 3, occurring: 2);
        ImmutableArray<Interval> intervals = Bootstrap.Of(two, new Seed(12), 200);
        ClassificationMetrics m = ClassificationMetrics.Of(two);
        Assert.Equal([m.Accuracy, m.Auc, m.Macro.Precision, m.Macro.Recall, m.Macro.F1, m.Macro.Specificity], intervals.Select(i => i.Value));
        Assert.All(intervals, i => Assert.True(i.Low <= i.Value && i.Value <= i.High && i.Low < i.High, i.ToString()));
    }

    [Fact]
    public void Three_pictures_of_one_lesion_that_look_alike_say_no_more_than_one()
    {
        Predictions one = Drawn(new Seed(13), 90, 3), alone = Repeated(one, i => $"{i}"), together = Repeated(one, i => $"{i / 3}");
        ImmutableArray<Interval> expected = Bootstrap.Of(one, new Seed(14), 300);
        Assert.Equal(expected.ToArray(), Bootstrap.Of(together, new Seed(14), 300).ToArray());
        Assert.All(Bootstrap.Of(alone, new Seed(14), 300).Zip(expected), pair => Assert.True(pair.First.High - pair.First.Low < 0.8 * (pair.Second.High - pair.Second.Low), pair.ToString()));
    }

    [Fact]
    public void The_mean_of_pairs_on_the_same_pictures_draws_them_once_and_on_others_apart()
    {
        Predictions one = Drawn(new Seed(15), 300, 3), other = Drawn(new Seed(16), 300, 3, labels: one.Labels);
        PredictionPair same = new(one, other), apart = new(Named(one, "x"), Named(other, "x"));
        Interval[] single = [.. Bootstrap.OfDifference(one, other, new Seed(17), 1000)], twice = [.. Bootstrap.OfMeanDifference([same, same], new Seed(17), 1000)], both = [.. Bootstrap.OfMeanDifference([same, apart], new Seed(17), 1000)];
        Assert.Equal(single, twice);
        for (int s = 0; s < single.Length; s++)
        {
            Assert.Equal(single[s].Value, both[s].Value, 14);
            // Of two parts drawn apart, the mean's deviation is 1/√2 of one's; 1000 resamples give widths to a few per cent.
            Assert.InRange((both[s].High - both[s].Low) / (single[s].High - single[s].Low), 0.60, 0.82);
        }
    }

    [Fact]
    public void The_same_labels_of_other_pictures_are_not_the_same_samples()
    {
        Predictions p = Drawn(new Seed(18), 20, 3);
        Assert.Null(p.FirstDifference(p));
        Assert.Equal(0, p.FirstDifference(Named(p, "x")));
        Assert.Throws<ArgumentException>(() => Bootstrap.OfDifference(p, Named(p, "x")));
        Assert.Throws<ArgumentException>(() => McNemar.Of(p, Named(p, "x")));
    }

    [Fact]
    public void A_model_does_not_differ_from_itself_and_a_better_one_does()
    {
        Predictions p = Drawn(new Seed(8), 500, 3);
        Assert.All(Bootstrap.OfDifference(p, p, new Seed(9), 100), i => Assert.Equal((0.0, 0.0, 0.0), (i.Value, i.Low, i.High)));
        var perfect = new Predictions(p.Labels, [.. p.Labels.SelectMany(l => Enumerable.Range(0, 3).Select(c => c == l ? 1.0 : 0))], Three);
        Assert.All(Bootstrap.OfDifference(perfect, p, new Seed(9), 500), i => Assert.True(i.Low > 0, i.Name));
        Assert.Throws<ArgumentException>(() => Bootstrap.OfDifference(p, Drawn(new Seed(10), 500, 3), new Seed(9)));
    }

    // A model that is right more often than not.
    private static Predictions Drawn(Seed seed, int samples, int classes, int? occurring = null, IReadOnlyList<int>? labels = null)
    {
        KeyedRandom random = seed.Generator();
        labels ??= [.. Enumerable.Range(0, samples).Select(_ => random.NextInt(occurring ?? classes))];
        double[] raw = [.. labels.SelectMany(l => Enumerable.Range(0, classes).Select(c => Math.Round(random.NextDouble() + (c == l ? 0.5 : 0), 2)))]; // rounded: ties occur
        return new(labels, raw, [.. Enumerable.Range(0, classes).Select(c => $"class {c}")]);
    }

    // Every sample three times, one after another.
    private static Predictions Repeated(Predictions p, Func<int, string> group)
    {
        int[] from = [.. Enumerable.Range(0, 3 * p.Samples).Select(i => i / 3)];
        return new([.. from.Select(i => p.Labels[i])], [.. from.SelectMany(i => Row(p, i))], p.ClassNames, [.. from.Select((_, i) => new ImageIdentity($"{i}", group(i)))]);
    }

    private static Predictions Named(Predictions p, string prefix) =>
        new(p.Labels, [.. Enumerable.Range(0, p.Samples).SelectMany(i => Row(p, i))], p.ClassNames, [.. p.Identities.Select(i => new ImageIdentity(prefix + i.Name, prefix + i.Group))]);

    private static IEnumerable<double> Row(Predictions p, int sample) => Enumerable.Range(0, p.ClassNames.Length).Select(c => p[sample, c]);
}
