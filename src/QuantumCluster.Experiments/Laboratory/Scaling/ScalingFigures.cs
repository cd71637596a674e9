using System.Collections.Immutable;
using QuantumCluster.Experiments.Laboratory.Reports;
using QuantumCluster.Experiments.Laboratory.Simulation;
using QuantumCluster.Experiments.Plots;

namespace QuantumCluster.Experiments.Laboratory.Scaling;

/// <summary>The plots of <c>scaling</c>.</summary>
internal sealed class ScalingFigures(ScalingData data, ImmutableArray<int> devices, ImmutableArray<TimeSpan> jobTimes, CoordinationCosts costs)
{
    private ChartAxis Devices => new("devices", AxisScale.Logarithmic) { Ticks = [.. devices.Select(d => (double)d)] };

    public Figure Strong(int jobs) => new("strong", $"Speed-up of a step of {jobs} jobs over one device; bars: two standard errors over repeats. Dashed: ideal.", new LineChart("Strong scaling: speed-up", Devices, new ChartAxis("speed-up over one device", AxisScale.Logarithmic),
    [
        .. jobTimes.Select(t => new ChartSeries(Text(t), [.. data.Of("strong", t).Select(f => new ChartPoint(f.Case.Devices, f.Efficiency.Mean * f.Case.Devices, 2 * f.Efficiency.Error * f.Case.Devices))])),
        new("ideal", [.. devices.Select(d => new ChartPoint(d, d))], SeriesStyle.Reference),
    ]));

    public Figure Efficiency(string kind, string caption) => new($"{kind}-efficiency", caption, new LineChart($"{char.ToUpperInvariant(kind[0])}{kind[1..]} scaling: efficiency", Devices, new ChartAxis("efficiency (ideal / simulated step time)") { Least = 0, Most = 1 },
    [
        .. jobTimes.Select(t => new ChartSeries(Text(t), [.. data.Of(kind, t).Select(f => new ChartPoint(f.Case.Devices, f.Efficiency.Mean, 2 * f.Efficiency.Error))])),
        new("ideal", [.. devices.Select(d => new ChartPoint(d, 1))], SeriesStyle.Reference),
    ]));

    public Figure Saturation() => new("saturation", "Jobs per second in weak scaling. Dashed: a coordinator of the stated costs that does nothing else, every job a message out and a message in; messages that carry several jobs go beyond it.",
        new LineChart("Where the coordinator saturates", Devices, new ChartAxis("throughput [jobs/s]", AxisScale.Logarithmic),
        [
            .. jobTimes.Select(t => new ChartSeries(Text(t), [.. data.Of("weak", t).Select(f => new ChartPoint(f.Case.Devices, f.JobsPerSecond.Mean, 2 * f.JobsPerSecond.Error))])),
            new("limit, a message a job", [.. devices.Select(d => new ChartPoint(d, ScalingCase.CoordinatorLimit(costs)))], SeriesStyle.Reference),
        ]));

    public Figure Coordinator() => new("coordinator", "Share of the time in which the coordinator does something, weak scaling; bars: two standard errors over repeats.", new LineChart("How busy the coordinator is", Devices, new ChartAxis("coordinator busy [share of the time]") { Least = 0, Most = 1 },
        [.. jobTimes.Select(t => new ChartSeries(Text(t), [.. data.Of("weak", t).Select(f => new ChartPoint(f.Case.Devices, f.CoordinatorShare.Mean, 2 * f.CoordinatorShare.Error))]))]));

    internal static string Text(TimeSpan jobTime) => FormattableString.Invariant($"{jobTime.TotalMilliseconds} ms a job");
}
