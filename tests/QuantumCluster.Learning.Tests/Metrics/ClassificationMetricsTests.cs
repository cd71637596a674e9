using QuantumCluster.Learning.Metrics;

namespace QuantumCluster.Learning.Tests.Metrics;

public class ClassificationMetricsTests
{
    // Truth 0,0,0,1,1; class-1 probabilities .1 .6 .35 .8 .4. Predictions 0,1,0,1,0.
    private static readonly ClassificationMetrics Binary = ClassificationMetrics.Of([0, 0, 0, 1, 1], [.9, .1, .4, .6, .65, .35, .2, .8, .6, .4], ["a", "b"]);

    [Fact]
    public void Binary_counts_and_ratios_are_those_of_the_definitions()
    {
        Assert.Equal((2, 1, 1, 1), (Binary.Confusion[0, 0], Binary.Confusion[0, 1], Binary.Confusion[1, 0], Binary.Confusion[1, 1]));
        Assert.Equal(3 / 5.0, Binary.Accuracy, 15);
        Near(new(1 / 2.0, 1 / 2.0, 1 / 2.0, 2 / 3.0), Binary.Classes[1]); // TP 1, FP 1, FN 1, TN 2
        Near(new(2 / 3.0, 2 / 3.0, 2 / 3.0, 1 / 2.0), Binary.Classes[0]);
        Near(new(7 / 12.0, 7 / 12.0, 7 / 12.0, 7 / 12.0), Binary.Macro);
    }

    [Fact]
    public void Binary_auc_is_the_share_of_pairs_in_order() => // .8 beats three, .4 beats .1 and .35 but not .6: 5 of 6
        Assert.Equal(5 / 6.0, Binary.Auc, 15);

    [Fact]
    public void Loss_is_the_mean_negative_logarithm_of_the_true_class() =>
        Assert.Equal(-(Math.Log(.9) + Math.Log(.4) + Math.Log(.65) + Math.Log(.8) + Math.Log(.4)) / 5, Binary.Loss, 14);

    [Fact]
    public void Three_classes_average_each_class_against_the_rest()
    {
        // Truth 0,1,2,2; the rows predict 0,0,2,1.
        ClassificationMetrics m = ClassificationMetrics.Of([0, 1, 2, 2], [.7, .2, .1, .5, .3, .2, .1, .2, .7, .2, .5, .3], ["a", "b", "c"]);
        Assert.Equal(.5, m.Accuracy, 15);
        Near(new(1 / 2.0, 1, 2 / 3.0, 2 / 3.0), m.Classes[0]);
        Near(new(0, 0, 0, 2 / 3.0), m.Classes[1]);
        Near(new(1, 1 / 2.0, 2 / 3.0, 1), m.Classes[2]);
        Near(new(1 / 2.0, 1 / 2.0, 4 / 9.0, 7 / 9.0), m.Macro);
        // Class a: .7 over .5 .1 .2, 3/3. Class b: .3 over .2 .2 but not .5, 2/3. Class c: .7 and .3 over .1 .2, 4/4.
        Assert.Equal((1 + 2 / 3.0 + 1) / 3, m.Auc, 15);
    }

    [Fact]
    public void Each_class_has_its_accuracy_and_its_area_against_the_rest()
    {
        // As above. Right about class a: rows 1, 3, 4 (row 2 is taken for a); b: rows 1, 3 (2 missed, 4 taken for b); c: rows 1, 2, 3.
        ClassificationMetrics m = ClassificationMetrics.Of([0, 1, 2, 2], [.7, .2, .1, .5, .3, .2, .1, .2, .7, .2, .5, .3], ["a", "b", "c"]);
        Assert.Equal([3 / 4.0, 2 / 4.0, 3 / 4.0], m.Classes.Select(c => c.Accuracy));
        Assert.Equal(2 / 3.0, m.Macro.Accuracy, 14);
        double[] areas = [1, 2 / 3.0, 1];
        for (int c = 0; c < 3; c++) Assert.Equal(areas[c], m.Classes[c].Auc, 14);
        Assert.Equal(m.Auc, m.Macro.Auc, 14);
        Assert.Equal(Binary.Classes[0].Auc, Binary.Classes[1].Auc, 14); // of two classes each is the other's mirror image
    }

    [Fact]
    public void The_papers_table_3_is_what_its_only_whole_counts_give()
    {
        // 824 test pictures: bkl 257 of 264 right, mel 233 of 271, nv 289 of 289; 30 of class mel taken for bkl, the others for nv, 7 bkl for mel.
        // The table's percentages: specificity 94.64 98.73 98.50, precision 89.55 97.08 97.31, recall 97.35 85.98 100, accuracy 94.54.
        int[,] counts = { { 257, 7, 0 }, { 30, 233, 8 }, { 0, 0, 289 } };
        List<int> labels = [], chosen = [];
        for (int truth = 0; truth < 3; truth++)
            for (int predicted = 0; predicted < 3; predicted++)
            {
                labels.AddRange(Enumerable.Repeat(truth, counts[truth, predicted]));
                chosen.AddRange(Enumerable.Repeat(predicted, counts[truth, predicted]));
            }

        ClassificationMetrics m = ClassificationMetrics.Of(labels, [.. chosen.SelectMany(p => Enumerable.Range(0, 3).Select(c => c == p ? 1.0 : 0))], ["bkl", "mel", "nv"]);
        Assert.Equal((824, 0.9454), (m.Samples, Math.Round(m.Accuracy, 4)));
        Assert.Equal([0.8955, 0.9708, 0.9731], m.Classes.Select(c => Math.Round(c.Precision, 4)));
        Assert.Equal([0.9735, 0.8598, 1.0], m.Classes.Select(c => Math.Round(c.Recall, 4)));
        Assert.Equal([0.9328, 0.9119, 0.9863], m.Classes.Select(c => Math.Round(c.F1, 4)));
        Assert.Equal([0.9464, 0.9873, 0.9850], m.Classes.Select(c => Math.Round(c.Specificity, 4)));
    }

    [Fact]
    public void A_class_never_predicted_has_precision_and_f1_zero()
    {
        ClassificationMetrics m = ClassificationMetrics.Of([0, 0, 1], [.9, .1, .8, .2, .7, .3], ["a", "b"]);
        Near(new(0, 0, 0, 1), m.Classes[1]);
        Near(new(2 / 3.0, 1, .8, 0), m.Classes[0]);
    }

    [Fact]
    public void Tied_scores_share_their_mean_rank()
    {
        Assert.Equal(.5, RocCurve.Area([true, false, true, false], [.3, .3, .3, .3]), 15);
        Assert.Equal(3.5 / 4, RocCurve.Area([true, true, false, false], [.9, .4, .4, .1]), 15);
        Assert.Equal(0, RocCurve.Area([true, false], [0, 1]), 15);
    }

    [Fact]
    public void The_examples_of_scikit_learns_manual_come_out_as_printed_there()
    {
        // roc_auc_score: y_true 0,0,1,1, y_score .1 .4 .35 .8 -> 0.75. precision_, recall_ and f1_score: y_true 0,1,2,0,1,2, y_pred 0,2,1,0,0,1, average 'macro' -> 0.22…, 0.33…, 0.26….
        Assert.Equal(.75, RocCurve.Area([false, false, true, true], [.1, .4, .35, .8]), 15);
        int[] chosen = [0, 2, 1, 0, 0, 1];
        ClassificationMetrics m = ClassificationMetrics.Of([0, 1, 2, 0, 1, 2], [.. chosen.SelectMany(p => Enumerable.Range(0, 3).Select(c => c == p ? 1.0 : 0))], ["a", "b", "c"]);
        Assert.Equal((2 / 9.0, 1 / 3.0), (m.Macro.Precision, m.Macro.Recall));
        Assert.Equal(4 / 15.0, m.Macro.F1, 14);
        Assert.Equal([.8, 0, 0], m.Classes.Select(c => c.F1));
    }

    [Fact]
    public void Ties_count_one_half_in_every_class_of_a_one_against_rest_area()
    {
        // Truth 0,1,2. Class a: .5 over .5 (tie) and .2: 1.5 of 2. Class b: .3 beside .3 (tie) and .4: 0.5 of 2. Class c: .4 over .2 and .2: 2 of 2.
        ClassificationMetrics m = ClassificationMetrics.Of([0, 1, 2], [.5, .3, .2, .5, .3, .2, .2, .4, .4], ["a", "b", "c"]);
        Assert.Equal([.75, .25, 1], m.Classes.Select(c => c.Auc));
        Assert.Equal(2 / 3.0, m.Auc, 15);
        Assert.Equal([0, 0, 1], m.Predictions.Chosen.ToArray()); // of equal ones, .4 and .4, the lowest class
    }

    [Fact]
    public void Of_a_class_without_samples_only_its_false_alarms_have_a_meaning_and_means_are_over_the_others()
    {
        // Truth 0,0,1,1; the rows predict 0,2,1,0. Class c is not there; one of four is taken for it.
        ClassificationMetrics m = ClassificationMetrics.Of([0, 0, 1, 1], [.7, .2, .1, .2, .1, .7, .1, .8, .1, .6, .3, .1], ["a", "b", "c"]);
        ClassMetrics absent = m.Classes[2];
        Assert.All((double[])[absent.Precision, absent.Recall, absent.F1, absent.Auc], x => Assert.True(double.IsNaN(x)));
        Assert.Equal((.75, .75), (absent.Specificity, absent.Accuracy));
        Near(new(1 / 2.0, 1 / 2.0, 1 / 2.0, 1 / 2.0), m.Classes[0]);
        Near(new(1, 1 / 2.0, 2 / 3.0, 1), m.Classes[1]);
        Near(new(3 / 4.0, 1 / 2.0, 7 / 12.0, 3 / 4.0), m.Macro);
        Assert.Equal(.5, m.Accuracy);
        Assert.Equal((3 / 4.0 + 4 / 4.0) / 2, m.Auc, 15); // a: .7 over .1 .6, .2 over .1 but not .6; b: .8 and .3 over .2 .1
        Assert.Equal(m.Auc, m.Macro.Auc);
    }

    [Fact]
    public void Of_the_only_class_with_samples_recall_and_accuracy_have_a_meaning()
    {
        ClassificationMetrics m = ClassificationMetrics.Of([1, 1, 1, 1], [.4, .6, .3, .7, .2, .8, .9, .1], ["a", "b"]);
        Assert.Equal((.75, .75, .75, .75), (m.Accuracy, m.Classes[1].Recall, m.Macro.Recall, m.Macro.Accuracy));
        Assert.All((double[])[m.Auc, m.Classes[1].Precision, m.Classes[1].F1, m.Classes[1].Specificity, m.Classes[1].Auc, m.Macro.F1, m.Macro.Precision, m.Macro.Auc], x => Assert.True(double.IsNaN(x)));
        Assert.Equal(.75, m.Classes[0].Specificity); // what is taken for the class that is not there
    }

    [Fact]
    public void What_has_no_meaning_is_refused()
    {
        Assert.Contains("both kinds", Assert.Throws<ArgumentException>(() => RocCurve.Area([true, true], [0, 1])).Message);
        Assert.Throws<ArgumentException>(() => ClassificationMetrics.Of([0, 1], [.5, .5, .5], ["a", "b"]));
        Assert.Throws<ArgumentException>(() => ClassificationMetrics.Of([0, 1], [.5, .5, double.NaN, .5], ["a", "b"]));
        Assert.Throws<ArgumentException>(() => new ConfusionMatrix([0, 2], [0, 1], ["a", "b"]));
    }

    private static void Near(ClassMetrics expected, ClassMetrics actual)
    {
        Assert.Equal(expected.Precision, actual.Precision, 14);
        Assert.Equal(expected.Recall, actual.Recall, 14);
        Assert.Equal(expected.F1, actual.F1, 14);
        Assert.Equal(expected.Specificity, actual.Specificity, 14);
    }
}
