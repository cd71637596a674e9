using QuantumCluster.Experiments.Laboratory.Reports;
using QuantumCluster.Experiments.Laboratory.Simulation;

namespace QuantumCluster.Experiments.Laboratory.Scaling;

/// <param name="Efficiency">Ideal step time over the simulated one.</param>
/// <param name="CoordinatorShare">Of the time, in which the coordinator did something.</param>
internal sealed record ScalingFound(ScalingCase Case, string Kind, Estimate StepTime, Estimate Efficiency, Estimate JobsPerSecond, Estimate CoordinatorShare);

/// <summary>Collects the sweep.</summary>
internal sealed class ScalingData
{
    private readonly List<ScalingFound> _found = [];

    public IReadOnlyList<ScalingFound> Found => _found;

    public DataTable Summary { get; } = new("scaling", "Strong and weak scaling, simulated", false,
        new("kind", "", "strong: the same step on more devices; weak: a step that grows with them"), new("jobTime", "ms", "mean time of a job on its device"), new("devices", "", "four on each worker"), new("jobs", "", "of a step"),
        new("stepTime", "ms", "mean"), new("stepTimeError", "ms", "standard error over repeats"), new("efficiency", "", "ideal over simulated step time"), new("efficiencyError", "", "standard error over repeats"),
        new("throughput", "jobs/s", "mean"), new("coordinator", "", "share of the time in which the coordinator did something"));

    public DataTable Raw { get; } = new("scaling-repeats", "every repeat", false,
        new("kind", "", "strong or weak"), new("jobTime", "ms", "mean"), new("devices", "", ""), new("repeat", "", "from 0"), new("stepTime", "ms", "mean over its steps"), new("throughput", "jobs/s", ""), new("coordinator", "", "busy share"));

    public void Add(ScalingCase point, string kind, IReadOnlyList<SimulationResult> repeats)
    {
        double[] times = [.. repeats.Select(r => r.Steps.Average(s => s.Milliseconds))];
        for (int r = 0; r < repeats.Count; r++) Raw.Add(kind, point.JobTime.TotalMilliseconds, point.Devices, r, times[r], repeats[r].JobsPerSecond, repeats[r].CoordinatorShare);
        var found = new ScalingFound(point, kind, Estimate.Of(times), Estimate.Of([.. times.Select(t => point.Ideal.TotalMilliseconds / t)]),
            Estimate.Of([.. repeats.Select(r => r.JobsPerSecond)]), Estimate.Of([.. repeats.Select(r => r.CoordinatorShare)]));
        _found.Add(found);
        Summary.Add(kind, point.JobTime.TotalMilliseconds, point.Devices, point.JobsPerStep, found.StepTime.Mean, found.StepTime.Error, found.Efficiency.Mean, found.Efficiency.Error, found.JobsPerSecond.Mean, found.CoordinatorShare.Mean);
    }

    public IEnumerable<ScalingFound> Of(string kind, TimeSpan jobTime) => _found.Where(f => f.Kind == kind && f.Case.JobTime == jobTime);
}
