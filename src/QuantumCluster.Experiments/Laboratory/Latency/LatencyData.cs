using QuantumCluster.Experiments.Laboratory.Reports;
using QuantumCluster.Experiments.Laboratory.Simulation;

namespace QuantumCluster.Experiments.Laboratory.Latency;

/// <summary>What a case came to, over its repeats.</summary>
/// <param name="Times">Milliseconds of every step of every repeat, sorted.</param>
/// <param name="Extra">Jobs begun beyond those needed, as a share of these.</param>
internal sealed record LatencyFound(LatencyCase Case, Estimate Mean, Estimate P99, double[] Times, Estimate Extra);

/// <summary>Collects the sweep.</summary>
internal sealed class LatencyData
{
    private readonly List<LatencyFound> _found = [];

    public IReadOnlyList<LatencyFound> Found => _found;

    public DataTable Summary { get; } = new("latency", "Step time, simulated", false,
        new("distribution", "", "of the queue latency, mean 20 ms"), new("devices", "", "one on each worker"), new("policy", "", "about stragglers"),
        new("mean", "ms", "step time"), new("meanError", "ms", "standard error over repeats"), new("p50", "ms", "median over all steps"), new("p95", "ms", "95th percentile over all steps"),
        new("p99", "ms", "99th percentile of a repeat's steps, mean over repeats"), new("p99Error", "ms", "its standard error"), new("extra", "", "jobs begun beyond those needed, as a share of these"));

    public DataTable Raw { get; } = new("steps", "every simulated step", false,
        new("distribution", "", "of the queue latency"), new("devices", "", "in all"), new("policy", "", "about stragglers"), new("repeat", "", "from 0"), new("step", "", "from 0"), new("time", "ms", "from submission to the last outcome"));

    public LatencyFound Add(LatencyCase point, IReadOnlyList<SimulationResult> repeats)
    {
        for (int r = 0; r < repeats.Count; r++)
            for (int s = 0; s < repeats[r].Steps.Length; s++) Raw.Add(point.Distribution, point.Devices, point.Policy.Name, r, s, repeats[r].Steps[s].Milliseconds);
        double[] all = [.. repeats.SelectMany(r => r.Steps).Select(s => s.Milliseconds).Order()];
        var found = new LatencyFound(point, Estimate.Of([.. repeats.Select(r => r.Steps.Average(s => s.Milliseconds))]),
            Estimate.Of([.. repeats.Select(r => Estimate.Quantile([.. r.Steps.Select(s => s.Milliseconds).Order()], 0.99))]), all,
            Estimate.Of([.. repeats.Select(r => (r.Counts.Requeued + r.Counts.Speculated) / (double)(r.Steps.Length * r.JobsPerStep))]));
        _found.Add(found);
        Summary.Add(point.Distribution, point.Devices, point.Policy.Name, found.Mean.Mean, found.Mean.Error, Estimate.Quantile(all, 0.5), Estimate.Quantile(all, 0.95), found.P99.Mean, found.P99.Error, found.Extra.Mean);
        return found;
    }

    public LatencyFound Of(string distribution, int devices, string policy) => _found.First(f => (f.Case.Distribution, f.Case.Devices, f.Case.Policy.Name) == (distribution, devices, policy));
}
