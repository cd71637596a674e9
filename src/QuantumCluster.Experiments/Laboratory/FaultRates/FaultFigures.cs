using System.Collections.Immutable;
using QuantumCluster.Experiments.Laboratory.Reports;
using QuantumCluster.Experiments.Plots;

namespace QuantumCluster.Experiments.Laboratory.FaultRates;

/// <summary>The plots of <c>faults</c>.</summary>
internal sealed class FaultFigures(FaultData data, ImmutableArray<double> rates)
{
    private ChartAxis Rate => new("faults per second on 8 workers [1/s]") { Ticks = rates };

    public Figure Throughput() => new("throughput", "Jobs of complete steps per second, as a share of what the same cluster does without faults; bars: two standard errors over repeats.",
        new LineChart("Throughput under faults", Rate, new ChartAxis("throughput [share of the fault-free]") { Least = 0 },
            [.. FaultWay.All.Select(w => new ChartSeries(w.Name, [.. rates.Select(r => data.Relative(data.Of(w.Name, r)) is var e ? new ChartPoint(r, e.Mean, 2 * e.Error) : default)]))]));

    public Figure Recovery() => new("recovery", "From a fault until every step under way then was answered, mean over faults; it holds the step's own length. Bars: two standard errors over repeats.",
        new LineChart("Recovery", Rate, new ChartAxis("mean recovery time [ms]") { Least = 0 },
            [.. FaultWay.All.Select(w => new ChartSeries(w.Name, [.. rates.Where(r => r > 0).Select(r => data.Of(w.Name, r).Recovery is { } e ? new ChartPoint(r, e.Mean, 2 * e.Error) : new ChartPoint(r, double.NaN))]))]));

    public Figure Wrong() => new("wrong", "Steps whose result differs from the true one. Only lies get through, and none where every job is verified; bars: two standard errors over repeats.",
        new LineChart("Wrong results", Rate, new ChartAxis("share of steps with a wrong result") { Least = 0 },
            [.. FaultWay.All.Select(w => new ChartSeries(w.Name, [.. rates.Select(r => new ChartPoint(r, data.Of(w.Name, r).Wrong.Mean, 2 * data.Of(w.Name, r).Wrong.Error))]))]));

    public Figure Size() => new("error", "Largest |Δp| over the 32 marginals of 16 samples in the worst step of a repeat, mean over repeats; bars: two standard errors.",
        new LineChart("How wrong the worst result is", Rate, new ChartAxis("largest |Δp|") { Least = 0 },
            [.. FaultWay.All.Select(w => new ChartSeries(w.Name, [.. rates.Select(r => new ChartPoint(r, data.Of(w.Name, r).Error.Mean, 2 * data.Of(w.Name, r).Error.Error))]))]));
}
