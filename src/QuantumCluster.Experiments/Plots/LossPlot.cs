using QuantumCluster.Experiments.Runs;
using QuantumCluster.Learning.Training;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace QuantumCluster.Experiments.Plots;

/// <summary>The loss curve: every step, and per epoch the means on training and validation images.</summary>
public static class LossPlot
{
    private const int Width = 1000, Height = 620;

    /// <summary>Writes a PNG. Either list may be empty.</summary>
    public static void Write(string path, IReadOnlyList<StepLoss> steps, IReadOnlyList<EpochSummary> epochs)
    {
        var plot = new Plot();
        if (steps.Count > 0)
        {
            var every = plot.Add.ScatterLine(steps.Select(s => s.Epoch).ToArray(), steps.Select(s => s.Loss).ToArray(), Color.FromHex("#9db2cf"));
            every.LegendText = "training, each step";
            every.LineWidth = 1;
        }

        if (epochs.Count > 0)
        {
            Curve(plot, "training, mean of the epoch", "#1f5fa8", MarkerShape.FilledCircle, epochs, e => e.TrainLoss);
            Curve(plot, "validation, after the epoch", "#d9822b", MarkerShape.FilledSquare, epochs, e => e.ValidationLoss);
        }

        plot.Title("Loss");
        plot.XLabel("epochs done");
        plot.YLabel("cross-entropy");
        Frame.Style(plot);
        double last = Math.Max(epochs.Count == 0 ? 0 : epochs[^1].Epoch, steps.Count == 0 ? 1 : Math.Ceiling(steps[^1].Epoch));
        double top = steps.Select(s => s.Loss).Concat(epochs.SelectMany(e => (double[])[e.TrainLoss, e.ValidationLoss])).Where(double.IsFinite).DefaultIfEmpty(1).Max();
        plot.Axes.SetLimits(0, last * 1.02, 0, top * 1.08);
        plot.Axes.Bottom.TickGenerator = new NumericAutomatic { IntegerTicksOnly = true };
        plot.ShowLegend(Alignment.UpperRight);
        ReplacedFile.Write(path, stream => stream.Write(plot.GetImageBytes(Width, Height, ImageFormat.Png)));
    }

    private static void Curve(Plot plot, string name, string color, MarkerShape marker, IReadOnlyList<EpochSummary> epochs, Func<EpochSummary, double> loss)
    {
        var curve = plot.Add.Scatter(epochs.Select(e => (double)e.Epoch).ToArray(), epochs.Select(loss).ToArray(), Color.FromHex(color));
        curve.LegendText = name;
        curve.LineWidth = 2.5f;
        curve.MarkerShape = marker;
        curve.MarkerSize = 9;
    }
}
