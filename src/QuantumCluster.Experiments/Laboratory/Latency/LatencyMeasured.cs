using QuantumCluster.Circuits;
using QuantumCluster.Experiments.Laboratory.RealClusters;
using QuantumCluster.Experiments.Laboratory.Reports;
using QuantumCluster.Experiments.Laboratory.Simulation;
using QuantumCluster.Experiments.Plots;

namespace QuantumCluster.Experiments.Laboratory.Latency;

/// <summary>A few cases on the real embedded cluster, beside the simulation of the same: does the model hold?</summary>
internal sealed class LatencyMeasured(ExperimentSettings settings, Seed seed)
{
    private const int Workers = 8;
    private readonly List<(string Case, Estimate Real, Estimate Simulated)> _found = [];

    public DataTable Table { get; } = new("embedded", $"The same on {Workers} real workers with one waiting device each, beside its simulation", true,
        new("distribution", "", "of the queue latency"), new("policy", "", "about stragglers"), new("steps", "", "measured"), new("real", "ms", "mean step time, measured"), new("realError", "ms", "standard error over steps"),
        new("simulated", "ms", "mean step time of the simulation of this cluster"), new("simulatedError", "ms", "standard error over steps"));

    public async Task RunAsync(CancellationToken cancellation)
    {
        int steps = settings.Quick ? 20 : 100;
        foreach ((string distribution, string policy) in ((string, string)[])[("fixed", "none"), ("Pareto", "none"), ("Pareto", "copy")])
        {
            settings.Progress($"{distribution}, {policy}, on the embedded cluster");
            var queue = LatencyCase.Distributions.First(d => d.Name == distribution).Queue;
            StragglerPolicy chosen = StragglerPolicy.All.First(p => p.Name == policy);
            double[] real = await RealSteps.TimeAsync(Workers, chosen.Ledger, LatencyCase.DeviceTime, queue, 16, 2, steps, seed.For("embedded"), settings.Time, cancellation).ConfigureAwait(false);
            SimulationResult simulated = Simulation.Simulation.Run(new SimulationSettings
            {
                Seed = seed.For("beside"), Workers = Workers, WindowPerDevice = RealSteps.WindowPerDevice, DeviceTime = LatencyCase.DeviceTime, Queue = queue, Ledger = chosen.Ledger, Steps = 400,
            }, new PlainWorkload(LatencyCase.JobsPerStep));
            var (mean, model) = (Estimate.Of(real), Estimate.Of([.. simulated.Steps.Select(s => s.Milliseconds)]));
            Table.Add(distribution, policy, steps, mean.Mean, mean.Error, model.Mean, model.Error);
            _found.Add(($"{distribution}, {policy}", mean, model));
        }
    }

    public string Finding() => "Measured on the embedded cluster beside the simulation of the same eight devices: " + string.Join("; ", _found.Select(f => FormattableString.Invariant(
        $"{f.Case} {f.Real.Mean:F0} ± {f.Real.Error:F0} ms real, {f.Simulated.Mean:F0} ± {f.Simulated.Error:F0} ms simulated"))) + ". "
        + (_found.Where(f => f.Real.DiffersFrom(f.Simulated)).Select(f => f.Case).ToArray() is { Length: > 0 } off ? $"They differ by more than chance (99 %) for {string.Join(" and ", off)}: real threads and timers cost what the model leaves out." : "The data do not tell model and reality apart.");

    public Figure Picture() => new("embedded", "Measured on this machine: the real embedded cluster and the simulation of the same eight devices. Bars: two standard errors.",
        new LineChart("Model and reality, 8 devices", new ChartAxis("queue latency, policy") { Ticks = [.. _found.Select((_, i) => (double)i)], Names = [.. _found.Select(f => f.Case)], Least = -0.3, Most = _found.Count - 0.9 },
            new ChartAxis("mean step time [ms]") { Least = 0 },
            [
                new("real", [.. _found.Select((f, i) => new ChartPoint(i - 0.04, f.Real.Mean, 2 * f.Real.Error))], SeriesStyle.Points),
                new("simulated", [.. _found.Select((f, i) => new ChartPoint(i + 0.04, f.Simulated.Mean, 2 * f.Simulated.Error))], SeriesStyle.Points),
            ]));
}
