using System.Collections.Immutable;
using QuantumCluster.Experiments.Laboratory.Reports;
using QuantumCluster.Experiments.Plots;

namespace QuantumCluster.Experiments.Laboratory.Latency;

/// <summary>The plots of <c>latency</c>.</summary>
internal sealed class LatencyFigures(LatencyData data, ImmutableArray<int> devices)
{
    private static readonly string Heaviest = LatencyCase.Distributions[^1].Name;

    public Figure ByDistribution(int count) => new("by-distribution", $"Mean step time on {count} devices for queue latencies of equal mean; bars: two standard errors over repeats. Dashed: all devices busy to the end.",
        new LineChart($"Step time by queue latency, {count} devices", Categories(), new ChartAxis("mean step time [ms]") { Least = 0 },
        [
            .. StragglerPolicy.All.Select(p => new ChartSeries(p.Name, [.. LatencyCase.Distributions.Select((d, i) => Bar(i, data.Of(d.Name, count, p.Name).Mean))])),
            new("work bound", [new(0, LatencyCase.WorkBound(count)), new(LatencyCase.Distributions.Length - 1, LatencyCase.WorkBound(count))], SeriesStyle.Reference),
        ]));

    public Figure Tail(int count) => new("tail", $"Share of steps that take longer than a time, {Heaviest} queue latency, {count} devices; every simulated step counts once.",
        new LineChart($"Tail of the step time, {Heaviest}, {count} devices", new ChartAxis("step time t [ms]", AxisScale.Logarithmic), new ChartAxis("share of steps longer than t", AxisScale.Logarithmic),
            [.. StragglerPolicy.All.Select(p => new ChartSeries(p.Name, Exceeding(data.Of(Heaviest, count, p.Name).Times), SeriesStyle.Line))]));

    public Figure MeanByDevices() => ByDevices("by-devices", "mean step time [ms]", f => f.Mean, bound: true);

    public Figure TailByDevices() => ByDevices("tail-by-devices", "99th percentile of the step time [ms]", f => f.P99, bound: false);

    public Figure Price(int count) => new("price", $"Jobs begun beyond those needed, on {count} devices: what the policies spend for their times. Bars: two standard errors.",
        new LineChart($"Jobs begun beyond those needed, {count} devices", Categories(), new ChartAxis("extra jobs [share of all]") { Least = 0 },
            [.. StragglerPolicy.All.Select(p => new ChartSeries(p.Name, [.. LatencyCase.Distributions.Select((d, i) => Bar(i, data.Of(d.Name, count, p.Name).Extra))]))]));

    private Figure ByDevices(string name, string label, Func<LatencyFound, Estimate> value, bool bound) => new(name, $"{Heaviest} queue latency, {LatencyCase.JobsPerStep} jobs a step; bars: two standard errors over repeats.",
        new LineChart($"{Heaviest} queue latency: {label.Split(" [")[0]}", new ChartAxis("devices", AxisScale.Logarithmic) { Ticks = [.. devices.Select(d => (double)d)] }, new ChartAxis(label, AxisScale.Logarithmic),
        [
            .. StragglerPolicy.All.Select(p => new ChartSeries(p.Name, [.. devices.Select(d => Bar(d, value(data.Of(Heaviest, d, p.Name))))])),
            .. bound ? (ChartSeries[])[new("work bound", [.. devices.Select(d => new ChartPoint(d, LatencyCase.WorkBound(d)))], SeriesStyle.Reference)] : [],
        ]));

    private static ChartAxis Categories() => new("distribution of the queue latency, mean 20 ms")
    {
        Ticks = [.. LatencyCase.Distributions.Select((_, i) => (double)i)], Names = [.. LatencyCase.Distributions.Select(d => d.Name)], Least = -0.3, Most = LatencyCase.Distributions.Length - 0.9,
    };

    private static ChartPoint Bar(double x, Estimate estimate) => new(x, estimate.Mean, 2 * estimate.Error);

    private static ImmutableArray<ChartPoint> Exceeding(double[] sorted) => [.. sorted.Select((t, i) => new ChartPoint(t, 1 - (double)i / sorted.Length))];
}
