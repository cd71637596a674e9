using System.Globalization;
using QuantumCluster.Learning.Metrics;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace QuantumCluster.Cli.Compare;

/// <summary>A comparison as tables: every pair, and the mean of several.</summary>
internal static class ComparePage
{
    private static readonly (string Score, string Title)[] Shown = [("accuracy", "accuracy"), ("f1", "macro F1"), ("auc", "AUC")];

    public static IRenderable Of(Comparison comparison) => new Rows(
        [.. comparison.Pairs.SelectMany(Of), .. comparison.Means.IsEmpty ? [] : (IRenderable[])[.. Mean(comparison)]]);

    private static IEnumerable<IRenderable> Of(ComparedPair pair)
    {
        bool grouped = pair.Groups < pair.Images;
        yield return new Text(Text($"{pair.First} beside {pair.Second}, on the same {pair.Images} images{(grouped ? Text($" of {pair.Groups} lesions or patients") : "")}:"));
        var table = new Table().Border(TableBorder.Rounded);
        table.AddColumn("");
        foreach (string title in (string[])["first", "second", "difference", "95 % interval"]) table.AddColumn(new TableColumn(title).RightAligned());
        foreach ((string score, string title) in Shown)
        {
            int s = Scores.Names.IndexOf(score);
            Interval difference = pair.Differences[s];
            table.AddRow(title, Number(pair.FirstScores.Values[s]), Number(pair.SecondScores.Values[s]), Signed(difference), Ends(difference));
        }

        yield return table;
        McNemar m = pair.McNemar;
        yield return new Text(Text($"Only the first is right on {m.OnlyFirst} images, only the second on {m.OnlySecond}; McNemar's exact test: p {(m.PValue < 0.00005 ? "< 0.0001" : Text($"= {m.PValue:0.####}"))}{(grouped ? ", which takes images of one lesion or patient for independent" : "")}.\n"));
    }

    private static IEnumerable<IRenderable> Mean(Comparison comparison)
    {
        yield return new Text(Text($"Mean of the {comparison.Pairs.Length} differences:"));
        var table = new Table().Border(TableBorder.Rounded);
        table.AddColumn("");
        foreach (string title in (string[])["difference", "95 % interval over images", "deviation between pairs"]) table.AddColumn(new TableColumn(title).RightAligned());
        foreach ((string score, string title) in Shown)
        {
            MeanDifference mean = comparison.Means[Scores.Names.IndexOf(score)];
            table.AddRow(title, Signed(mean.Interval), Ends(mean.Interval), Number(mean.Deviation));
        }

        yield return table;
    }

    private static string Number(double number) => double.IsNaN(number) ? "–" : Text($"{number:F4}");

    /// <summary>Bold where the interval speaks for a difference.</summary>
    private static string Signed(Interval difference)
    {
        if (double.IsNaN(difference.Value)) return "–";
        string text = Text($"{difference.Value:+0.0000;-0.0000;0.0000}");
        return difference.Low > 0 || difference.High < 0 ? $"[bold]{text}[/]" : text;
    }

    private static string Ends(Interval interval) => double.IsNaN(interval.Low) ? "–" : Text($"{interval.Low:+0.0000;-0.0000;0.0000} to {interval.High:+0.0000;-0.0000;0.0000}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
