using System.Collections.Immutable;
using QuantumCluster.Experiments.Laboratory.Reports;
using QuantumCluster.Experiments.Plots;

namespace QuantumCluster.Experiments.Laboratory.ShotErrors;

/// <summary>The plots of <c>shots</c>.</summary>
internal sealed class ShotFigures(ShotData data, ImmutableArray<long> budgets)
{
    private ChartAxis Shots => new("shots in all, per sample", AxisScale.Logarithmic) { Ticks = [.. budgets.Select(b => (double)b)] };

    public Figure BySet() => new("by-set", "Root-mean-square error of the 32 marginals, shots shared out equally; bars: two standard errors over circuits. Lines with markers: measured; dashed: by theory, 1/√N each.",
        new LineChart("Error by shots and variant set, uniform", Shots, new ChartAxis("RMS error of a marginal", AxisScale.Logarithmic),
        [
            .. ShotWay.Sets.Select((s, i) => Measured(s, "uniform", s) with { Color = i }),
            .. ShotWay.Sets.Select((s, i) => Theory(s, "uniform", $"{s}, theory") with { Color = i }),
            Uncut() with { Color = 5 },
        ]));

    public Figure ByAllocation() => new("by-allocation", "Root-mean-square error of the 32 marginals with the minimal set; bars: two standard errors over circuits. Dashed: the uncut circuit at equal shots.",
        new LineChart("Error by shots and allocation, minimal", Shots, new ChartAxis("RMS error of a marginal", AxisScale.Logarithmic), [.. Sharings("minimal").Select(a => Measured("minimal", a, a)), Uncut()]));

    public Figure Factors(string readout, long shots, string what) => new($"factors-{readout}", $"Mean squared error of {what} over that of the uncut circuit at equal shots, {shots} in all; bars: two standard errors over circuits. Open squares: theory, with the best shares known for nothing.",
        new LineChart($"Overhead of cutting, {what}", new ChartAxis("variant set") { Ticks = [0, 1, 2, 3], Names = ShotWay.Sets, Least = -0.3, Most = 3.1 }, new ChartAxis("MSE / MSE of the uncut circuit", AxisScale.Logarithmic) { Least = 1 },
        [
            .. ShotWay.All.Select(w => w.Sharing).Distinct().Select((a, i) => new ChartSeries(a, [.. ShotWay.Sets.SelectMany((s, x) => data.Of(readout, s, a, shots) is { } f ? (ChartPoint[])[new(x, f.Factor.Mean, 2 * f.Factor.Error)] : [])], SeriesStyle.Measured) { Color = i }),
            .. ShotWay.All.Where(w => !w.LeastSquares).Select(w => w.Sharing).Distinct().Select((a, i) => new ChartSeries($"{a}, theory", [.. ShotWay.Sets.SelectMany((s, x) => data.Of(readout, s, a, shots) is { } f ? (ChartPoint[])[new(x + 0.06, f.Theory)] : [])], SeriesStyle.Points) { Color = i }),
            new("uncut", [new(0, 1), new(3, 1)], SeriesStyle.Reference) { Color = 5 },
        ]));

    public Figure Coverage() => new("coverage", "Share of outputs whose own 95 % interval holds the truth, minimal set, 32 marginals.", new LineChart("Do the error bars hold?", Shots, new ChartAxis("covered [share]"),
        [.. Sharings("minimal").Select(a => new ChartSeries(a, [.. budgets.Select(b => new ChartPoint(b, data.Of("marginals", "minimal", a, b)!.Covered))])), new("95 %", [.. budgets.Select(b => new ChartPoint(b, 0.95))], SeriesStyle.Reference)]));

    private static IEnumerable<string> Sharings(string set) => ShotWay.All.Where(w => w.Set == set).Select(w => w.Sharing);

    private ChartSeries Measured(string set, string sharing, string name) => new(name, [.. budgets.Select(b => data.Of("marginals", set, sharing, b)!).Select(f => new ChartPoint(f.Shots, f.RootMeanSquare, 2 * f.RootMeanSquareError))]);

    private ChartSeries Theory(string set, string sharing, string name) => new(name, [.. budgets.Select(b => data.Of("marginals", set, sharing, b)!).Select(f => new ChartPoint(f.Shots, f.Uncut * Math.Sqrt(f.Theory)))], SeriesStyle.Reference);

    private ChartSeries Uncut() => new("uncut, theory", [.. budgets.Select(b => data.Of("marginals", "minimal", "uniform", b)!).Select(f => new ChartPoint(f.Shots, f.Uncut))], SeriesStyle.Reference);
}
