using System.Collections.Immutable;
using QuantumCluster.Circuits;
using QuantumCluster.Experiments.Laboratory.Reports;
using QuantumCluster.Experiments.Laboratory.Simulation;
using static System.FormattableString;

namespace QuantumCluster.Experiments.Laboratory.Scaling;

/// <summary><c>scaling</c>: how many devices one coordinator keeps busy.</summary>
public sealed class ScalingExperiment : IExperiment
{
    private const int StrongJobs = 1024, WeakJobsPerDevice = 32;
    private static readonly ImmutableArray<int> Devices = [1, 2, 4, 8, 16, 32, 64, 128, 256];
    private static readonly ImmutableArray<TimeSpan> JobTimes = [.. new[] { 0.3, 1, 3, 10, 100 }.Select(TimeSpan.FromMilliseconds)];

    public string Name => "scaling";

    public string Question => "How do steps scale from 1 to 256 devices, strongly and weakly, and where does the coordinator saturate?";

    public async Task<Report> RunAsync(ExperimentSettings settings, CancellationToken cancellation)
    {
        Seed seed = settings.Seed.For(Name);
        int repeats = settings.Quick ? 4 : 12, steps = settings.Quick ? 2 : 10;
        var costs = new CoordinationCosts();
        ScalingData data = Sweep(seed, Devices, repeats, steps, costs, settings.Progress, cancellation);
        var measured = new ScalingMeasured(settings, seed);
        await measured.RunAsync(cancellation).ConfigureAwait(false);
        var figures = new ScalingFigures(data, Devices, JobTimes, costs);
        return new Report
        {
            Name = Name,
            Question = Question,
            Configuration =
            [
                .. settings.Common, new("devices", string.Join(", ", Devices), ""), new("devicesPerWorker", ScalingCase.DevicesPerWorker, "or fewer, where there are fewer"),
                new("jobMilliseconds", string.Join(", ", JobTimes.Select(t => Invariant($"{t.TotalMilliseconds}"))), "mean time of a job"), new("jobJitter", ScalingCase.Jitter, "standard deviation as a share, normal"),
                new("strong.jobs", StrongJobs, "of a step"), new("weak.jobsPerDevice", WeakJobsPerDevice, "of a step, for each device"), new("repeats", repeats, "independent"), new("stepsPerRepeat", steps, ""), .. costs.Settings,
            ],
            Findings = [.. Findings(data, costs), measured.Finding()],
            Method =
            [
                "Simulated time around the real ledger, with a coordinator that serves one message after another, each for the cost under Configuration: up to 256 devices need no machine of that size. Workers hold as many jobs for a device as real ones do.",
                "The limit of the coordinator is that of its parameters: half the cost, twice the limit. The measured part says what a whole job costs on this machine, arithmetic and threads included.",
                "In strong scaling a step of few rounds also loses to the last round, in which devices wait for the slowest; this is in the efficiency and is no cost of coordination.",
            ],
            Figures = [figures.Strong(StrongJobs), figures.Efficiency("strong", "Strong scaling; bars: two standard errors over repeats."), figures.Efficiency("weak", $"Weak scaling, {WeakJobsPerDevice} jobs for each device; bars: two standard errors over repeats."), figures.Saturation(), figures.Coordinator(), measured.Picture()],
            Summaries = [data.Summary, measured.Table],
            RawData = [data.Raw],
        };
    }

    internal static ScalingData Sweep(Seed seed, ImmutableArray<int> deviceCounts, int repeats, int steps, CoordinationCosts costs, Action<string> progress, CancellationToken cancellation)
    {
        var data = new ScalingData();
        foreach (TimeSpan jobTime in JobTimes)
        {
            progress(ScalingFigures.Text(jobTime));
            foreach (int devices in deviceCounts)
            {
                cancellation.ThrowIfCancellationRequested();
                foreach ((string kind, int jobs) in ((string, int)[])[("strong", StrongJobs), ("weak", WeakJobsPerDevice * devices)])
                {
                    var point = new ScalingCase(devices, jobTime, jobs);
                    data.Add(point, kind, [.. Enumerable.Range(0, repeats).Select(r => point.Simulate(seed.For((ulong)r), steps, costs))]);
                }
            }
        }

        return data;
    }

    private static IEnumerable<string> Findings(ScalingData data, CoordinationCosts costs)
    {
        string Efficiencies(string kind) => string.Join(", ", JobTimes.Select(t => data.Of(kind, t).Last()).Select(f => Invariant($"{f.Efficiency.Mean:F2} ± {f.Efficiency.Error:F2} with {f.Case.JobTime.TotalMilliseconds} ms a job")));
        yield return Invariant($"Strong scaling, {StrongJobs} jobs on {Devices[^1]} devices: efficiency {Efficiencies("strong")}.");
        yield return Invariant($"Weak scaling, {WeakJobsPerDevice} jobs for each of {Devices[^1]} devices: efficiency {Efficiencies("weak")}.");
        double best = data.Found.Max(f => f.JobsPerSecond.Mean);
        yield return Invariant($"The coordinator hands out at most {best:F0} jobs a second in the simulation (its costs allow {ScalingCase.CoordinatorLimit(costs):F0} where every job is a message each way). It is busy for nine tenths of the time ")
            + string.Join("; ", JobTimes.Select(t => data.Of("weak", t).FirstOrDefault(f => f.CoordinatorShare.Mean > 0.9) is { } full ? Invariant($"from {full.Case.Devices} devices with {t.TotalMilliseconds} ms a job") : Invariant($"never up to {Devices[^1]} devices with {t.TotalMilliseconds} ms"))) + ".";
    }
}
