using System.Globalization;
using QuantumCluster.Learning.Metrics;
using QuantumCluster.Learning.Training;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace QuantumCluster.Cli.Train;

/// <summary>A result as tables: the paper's metrics per class and in the mean, and the confusion matrix.</summary>
internal static class MetricsTable
{
    /// <summary>Stands where a number would have no meaning.</summary>
    private const string None = "–";

    public static IRenderable Of(TrainingResult result) => Of(Text($"\nTest on {result.Test.Samples} images with the model of epoch {result.BestEpoch}, best by validation AUC:"), result.Test);

    /// <param name="heading">What was judged by what.</param>
    public static IRenderable Of(string heading, ClassificationMetrics test)
    {
        Dictionary<string, string> intervals = Bootstrap.Of(test.Predictions).ToDictionary(i => i.Name, i => double.IsNaN(i.Low) ? None : Text($"{i.Low:F4} to {i.High:F4}"));
        var metrics = new Table().Border(TableBorder.Rounded);
        metrics.AddColumn("class");
        foreach (string title in (string[])["precision", "recall", "F1", "specificity", "accuracy", "AUC"]) metrics.AddColumn(new TableColumn(title).RightAligned());
        for (int c = 0; c < test.Classes.Length; c++) Row(metrics, test.Confusion.ClassNames[c], test.Classes[c]);
        metrics.AddEmptyRow();
        Row(metrics, "macro (mean)", test.Macro);

        return new Rows(
            new Text(heading),
            new Markup(Text($"accuracy [bold]{test.Accuracy:F4}[/], AUC [bold]{Number(test.Auc)}[/], loss {test.Loss:F4}")),
            new Text($"95 % bootstrap intervals: accuracy {intervals["accuracy"]}, AUC {intervals["auc"]}, macro F1 {intervals["f1"]}"),
            metrics, Of(test.Confusion));
    }

    private static Table Of(ConfusionMatrix confusion)
    {
        bool many = confusion.Classes > 3; // then their names alone fill the line
        var table = new Table().Border(TableBorder.Rounded);
        table.AddColumn(many ? "confusion matrix\ntrue ↓, predicted →" : "confusion matrix");
        foreach (string name in confusion.ClassNames) table.AddColumn(new TableColumn(Markup.Escape(many ? name : $"predicted {name}")).RightAligned());
        for (int truth = 0; truth < confusion.Classes; truth++)
            table.AddRow([Markup.Escape(many ? confusion.ClassNames[truth] : $"true {confusion.ClassNames[truth]}"), .. Enumerable.Range(0, confusion.Classes).Select(p => Text($"{confusion[truth, p]}"))]);
        return table;
    }

    private static void Row(Table table, string name, ClassMetrics m) =>
        table.AddRow(Markup.Escape(name), Number(m.Precision), Number(m.Recall), Number(m.F1), Number(m.Specificity), Number(m.Accuracy), Number(m.Auc));

    /// <summary>A score of four digits, or what stands where it has no meaning.</summary>
    public static string Number(double number) => double.IsNaN(number) ? None : Text($"{number:F4}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
