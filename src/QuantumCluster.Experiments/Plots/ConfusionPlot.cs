using System.Globalization;
using QuantumCluster.Experiments.Runs;
using QuantumCluster.Learning.Metrics;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace QuantumCluster.Experiments.Plots;

/// <summary>The confusion matrix: rows are true classes, columns predicted ones; a cell's shade is its share of its row.</summary>
public static class ConfusionPlot
{
    private const int Width = 760, Height = 640;

    /// <summary>Writes a PNG.</summary>
    /// <param name="images">What the images are, for the title.</param>
    public static void Write(string path, ClassificationMetrics metrics, string images = "Test images")
    {
        ConfusionMatrix confusion = metrics.Confusion;
        int n = confusion.Classes;
        var plot = new Plot();
        for (int truth = 0; truth < n; truth++)
        {
            int present = confusion.Present(truth);
            for (int predicted = 0; predicted < n; predicted++)
                Cell(plot, n, predicted, n - 1 - truth, confusion[truth, predicted], present);
        }

        plot.Title(string.Create(CultureInfo.InvariantCulture, $"{images}: accuracy {metrics.Accuracy:F4}{(double.IsNaN(metrics.Auc) ? "" : $", AUC {metrics.Auc:F4}")}"));
        plot.XLabel("predicted class");
        plot.YLabel("true class");
        plot.Font.Set(Frame.Letters);
        Frame.Style(plot);
        plot.Axes.Bottom.TickGenerator = Names(confusion.ClassNames);
        plot.Axes.Left.TickGenerator = Names(confusion.ClassNames.Reverse());
        plot.Axes.Left.TickLabelStyle.Rotation = -90;
        plot.Axes.Left.TickLabelStyle.Alignment = Alignment.LowerCenter;
        plot.Axes.Left.MinimumSize = 80;
        plot.HideGrid();
        plot.Axes.SetLimits(-0.5, n - 0.5, -0.5, n - 0.5);
        ReplacedFile.Write(path, stream => stream.Write(plot.GetImageBytes(Width, Height, ImageFormat.Png)));
    }

    private static void Cell(Plot plot, int classes, int column, int row, int count, int present)
    {
        double share = present == 0 ? 0 : (double)count / present;
        var box = plot.Add.Rectangle(column - 0.5, column + 0.5, row - 0.5, row + 0.5);
        box.FillColor = Color.FromHex("#ffffff").InterpolateRgb(Color.FromHex("#1f5fa8"), share);
        box.LineColor = Color.FromHex("#c9d2de"); // seen beside empty cells, too
        box.LineWidth = 1;
        var text = plot.Add.Text(present == 0 ? "–" : string.Create(CultureInfo.InvariantCulture, $"{count}\n{share:P1}"), column, row);
        text.LabelAlignment = Alignment.MiddleCenter;
        text.LabelFontSize = classes > 3 ? 14 : 24; // seven classes: cells of some 80 pixels
        text.LabelFontColor = share > 0.6 ? Colors.White : Colors.Black;
        text.LabelBold = true;
    }

    private static NumericManual Names(IEnumerable<string> names)
    {
        string[] labels = [.. names];
        return new NumericManual([.. labels.Select((_, i) => (double)i)], labels);
    }
}
