using System.Collections.Immutable;
using QuantumCluster.Circuits;
using QuantumCluster.Experiments.Laboratory.Reports;
using QuantumCluster.Experiments.Laboratory.Simulation;

namespace QuantumCluster.Experiments.Laboratory.Latency;

/// <summary><c>latency</c>: what waiting at devices' doors does to a training step, and what helps.</summary>
public sealed class LatencyExperiment : IExperiment
{
    private const int Middle = 32;
    private static readonly ImmutableArray<int> Devices = [4, 8, 16, Middle, 64, 128];

    public string Name => "latency";

    public string Question => "How do the distribution of queue latency, the number of devices and the policy about stragglers shape the time of a step and its tail?";

    public async Task<Report> RunAsync(ExperimentSettings settings, CancellationToken cancellation)
    {
        Seed seed = settings.Seed.For(Name);
        int repeats = settings.Quick ? 6 : 20, steps = settings.Quick ? 50 : 500;
        LatencyData data = Sweep(seed, repeats, steps, settings.Progress, cancellation);
        var measured = new LatencyMeasured(settings, seed);
        await measured.RunAsync(cancellation).ConfigureAwait(false);
        var figures = new LatencyFigures(data, Devices);
        return new Report
        {
            Name = Name,
            Question = Question,
            Configuration =
            [
                .. settings.Common, new("jobsPerStep", LatencyCase.JobsPerStep, "equal jobs of one step"), new("deviceTimeMilliseconds", LatencyCase.DeviceTime.TotalMilliseconds, "of every job"),
                .. LatencyCase.Distributions.Select(d => new Setting($"queue.{d.Name}", d.Queue.ToString(), "waited before every job, its device taken")),
                new("devices", string.Join(", ", Devices), "one on each worker"), new("windowPerDevice", LatencyCase.WindowPerDevice, "jobs that a worker holds for its device"),
                .. StragglerPolicy.All.Select(p => new Setting($"policy.{p.Name}", p.Meaning, "")), new("repeats", repeats, "independent, seeds of their own"), new("stepsPerRepeat", steps, "one after another"),
                .. new CoordinationCosts().Settings,
            ],
            Findings = [.. LatencyFindings.Of(data, Middle, Devices[^1]), measured.Finding()],
            Method =
            [
                "Simulated time around the real ledger of the coordinator: grants, leases, copies and their timing are the product's own decisions; workers, devices and network are models with the costs under Configuration. No fault is injected.",
                "All distributions have the same mean, and all policies meet the same waits on first attempts. A wait belongs to an attempt: whoever is granted the job again draws anew, as at another device's door. A job that has been overtaken is not called back: its device stays taken.",
                "Means over repeats with their standard errors; the Pareto distribution has no variance (shape 1.5), so for the policy `none` standard errors understate what rare steps do.",
            ],
            Figures = [figures.ByDistribution(Middle), figures.Tail(Middle), figures.MeanByDevices(), figures.TailByDevices(), figures.Price(Middle), measured.Picture()],
            Summaries = [data.Summary, measured.Table],
            RawData = [data.Raw],
        };
    }

    internal static LatencyData Sweep(Seed seed, int repeats, int steps, Action<string> progress, CancellationToken cancellation)
    {
        var data = new LatencyData();
        foreach (int devices in Devices)
        {
            progress($"{devices} devices");
            foreach (var (name, queue) in LatencyCase.Distributions)
            {
                foreach (StragglerPolicy policy in StragglerPolicy.All)
                {
                    cancellation.ThrowIfCancellationRequested();
                    var point = new LatencyCase(name, queue, devices, policy);
                    data.Add(point, [.. Enumerable.Range(0, repeats).Select(r => point.Simulate(seed.For((ulong)r), steps))]);
                }
            }
        }

        return data;
    }
}
