using System.Collections.Immutable;
using System.Globalization;
using ScottPlot;
using ScottPlot.Plottables;
using ScottPlot.TickGenerators;

namespace QuantumCluster.Experiments.Plots;

/// <summary>Curves over one axis, with error bars and the legend beside them. Colours differ also in grey, markers in shape.</summary>
public sealed record LineChart(string Title, ChartAxis X, ChartAxis Y, ImmutableArray<ChartSeries> Series)
{
    private const int Width = 1000, Height = 560;
    private static readonly string[] Palette = ["#1f5fa8", "#d9822b", "#2a8a57", "#8b4f9f", "#c23b3b", "#6b7785", "#17a2b8", "#9a7b1f"];
    private static readonly MarkerShape[] Markers =
        [MarkerShape.FilledCircle, MarkerShape.FilledSquare, MarkerShape.FilledTriangleUp, MarkerShape.FilledDiamond, MarkerShape.FilledTriangleDown, MarkerShape.OpenCircle, MarkerShape.OpenSquare, MarkerShape.Cross];

    /// <summary>Twice as fine as it is large: letters stay sharp on any screen.</summary>
    public byte[] ToPng()
    {
        Plot plot = Draw();
        plot.ScaleFactor = 1.6;
        return plot.GetImageBytes((int)(Width * 1.6), (int)(Height * 1.6), ImageFormat.Png);
    }

    public string ToSvg() => Draw().GetSvgXml(Width, Height);

    private Plot Draw()
    {
        var plot = new Plot();
        for (int i = 0; i < Series.Length; i++) Draw(plot, Series[i], i);
        plot.Title(Title);
        plot.XLabel(X.Label);
        plot.YLabel(Y.Label);
        plot.Font.Set(Frame.Letters);
        Frame.Style(plot);
        plot.Axes.Title.Label.FontSize = 20;
        plot.Axes.Right.FrameLineStyle.IsVisible = plot.Axes.Top.FrameLineStyle.IsVisible = false;
        plot.Legend.FontSize = 14;
        plot.Legend.OutlineWidth = 0;
        plot.Legend.ShadowFillStyle.IsVisible = false;
        plot.Grid.MajorLineColor = Color.FromHex("#e4e8ee");
        (double left, double right) = Limits(X, p => (p.X, p.X));
        (double bottom, double top) = Limits(Y, p => (p.Low, p.High));
        plot.Axes.SetLimits(left, right, bottom, top);
        plot.Axes.Bottom.TickGenerator = Ticks(X, left, right);
        plot.Axes.Left.TickGenerator = Ticks(Y, bottom, top);
        if (Series.Length > 1) plot.ShowLegend(Edge.Right);
        return plot;
    }

    private void Draw(Plot plot, ChartSeries series, int index)
    {
        Color color = Color.FromHex(Palette[(series.Color ?? index) % Palette.Length]);
        ChartPoint[] seen = [.. series.Points.Where(p => double.IsFinite(X.Place(p.X)) && double.IsFinite(Y.Place(p.Y)))];
        if (seen.Length == 0) return;
        double[] xs = [.. seen.Select(p => X.Place(p.X))], ys = [.. seen.Select(p => Y.Place(p.Y))];
        var scatter = plot.Add.Scatter(xs, ys, color);
        scatter.LegendText = series.Name;
        scatter.LineWidth = series.Style switch { SeriesStyle.Points => 0, SeriesStyle.Reference => 1.8f, _ => 2.2f };
        scatter.LinePattern = series.Style == SeriesStyle.Reference ? LinePattern.Dashed : LinePattern.Solid;
        scatter.MarkerSize = series.Style is SeriesStyle.Line or SeriesStyle.Reference ? 0 : 8;
        scatter.MarkerShape = series is { Style: SeriesStyle.Points, Color: not null } ? MarkerShape.OpenSquare : Markers[(series.Color ?? index) % Markers.Length]; // open: what belongs to a curve of its colour
        ChartPoint[] barred = [.. seen.Where(p => p.High > p.Low)];
        if (barred.Length == 0) return;
        double floor = Y.Scale == AxisScale.Logarithmic ? Limits(Y, p => (p.Low, p.High)).Low : double.NegativeInfinity;
        double Down(ChartPoint p) => Y.Place(p.Low) is var low && double.IsFinite(low) ? low : floor; // a bar that reaches zero leaves a logarithmic axis
        double[] below = [.. barred.Select(p => Y.Place(p.Y) - Down(p))], above = [.. barred.Select(p => Y.Place(p.High) - Y.Place(p.Y))];
        plot.Add.Plottable(new ErrorBar([.. barred.Select(p => X.Place(p.X))], [.. barred.Select(p => Y.Place(p.Y))], null, null, below, above) { Color = color, LineWidth = 1.6f, CapSize = 5 });
    }

    /// <summary>Ends of an axis, in places, with a margin around what it shows.</summary>
    private (double Low, double High) Limits(ChartAxis axis, Func<ChartPoint, (double, double)> ends)
    {
        IEnumerable<double> all = Series.SelectMany(s => s.Points).Where(p => double.IsFinite(X.Place(p.X)) && double.IsFinite(Y.Place(p.Y)))
            .SelectMany(p => (double[])[ends(p).Item1, ends(p).Item2]).Concat(axis.Least is { } l ? [l] : []).Concat(axis.Most is { } m ? [m] : []);
        double[] places = [.. all.Select(axis.Place).Where(double.IsFinite)];
        if (places.Length == 0) return (0, 1);
        double low = axis.Least is { } least ? axis.Place(least) : places.Min(), high = axis.Most is { } most ? axis.Place(most) : places.Max();
        double margin = high > low ? 0.05 * (high - low) : Math.Max(0.1, 0.1 * Math.Abs(high));
        return (axis.Least is null || axis.Scale == AxisScale.Logarithmic ? low - margin : low, high + margin);
    }

    private static ITickGenerator Ticks(ChartAxis axis, double low, double high)
    {
        if (axis.Ticks.Length > 0)
            return new NumericManual([.. axis.Ticks.Select(axis.Place)], axis.Names.Length > 0 ? [.. axis.Names] : [.. axis.Ticks.Select(Text)]);
        if (axis.Scale == AxisScale.Linear) return new NumericAutomatic();
        int first = (int)Math.Floor(low), last = (int)Math.Ceiling(high), every = Math.Max(1, (last - first) / 10);
        double[] mantissas = last - first <= 3 ? [1, 2, 5] : [1];
        double[] ticks = [.. Enumerable.Range(first, last - first + 1).Where(e => mantissas.Length > 1 || (e - first) % every == 0).SelectMany(e => mantissas.Select(m => m * Math.Pow(10, e)))
            .Where(t => Math.Log10(t) >= low && Math.Log10(t) <= high)];
        return new NumericManual([.. ticks.Select(Math.Log10)], [.. ticks.Select(Text)]);
    }

    private static string Text(double value) => value != 0 && Math.Abs(value) is < 1e-3 or >= 1e6
        ? value.ToString("0.##e0", CultureInfo.InvariantCulture)
        : value.ToString("0.######", CultureInfo.InvariantCulture);
}
