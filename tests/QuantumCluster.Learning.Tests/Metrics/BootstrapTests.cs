using System.Collections.Immutable;
using QuantumCluster.Circuits;
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
        Assert.Contains("Every class", Assert.Throws<ArgumentException>(() => Bootstrap.Of(new Predictions([0, 0], [.9, .1, .8, .2], ["a", "b"]), new Seed(1))).Message);
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
    private static Predictions Drawn(Seed seed, int samples, int classes)
    {
        KeyedRandom random = seed.Generator();
        int[] labels = [.. Enumerable.Range(0, samples).Select(_ => random.NextInt(classes))];
        double[] raw = [.. labels.SelectMany(l => Enumerable.Range(0, classes).Select(c => Math.Round(random.NextDouble() + (c == l ? 0.5 : 0), 2)))]; // rounded: ties occur
        return new(labels, raw, [.. Enumerable.Range(0, classes).Select(c => $"class {c}")]);
    }
}
