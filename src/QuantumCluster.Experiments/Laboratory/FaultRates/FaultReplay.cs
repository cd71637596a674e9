using System.Collections.Immutable;
using QuantumCluster.Actors.Faults;
using QuantumCluster.Actors.Ledger;
using QuantumCluster.Experiments.Laboratory.Reports;
using QuantumCluster.Experiments.Laboratory.Simulation;
using QuantumCluster.Experiments.Plots;
using QuantumCluster.Experiments.Soak;
using static System.FormattableString;

namespace QuantumCluster.Experiments.Laboratory.FaultRates;

/// <summary>One given fault plan in simulated time, with and without verification: what <c>experiment faults --plan</c> reports.</summary>
internal static class FaultReplay
{
    private static readonly ImmutableArray<(string Name, double Verify)> Ways = [("nothing verified", 0), ("all verified", 1)];

    public static Report Run(FaultsExperiment experiment, ExperimentSettings settings, FaultPlan plan)
    {
        LadderWorkload workload = FaultCase.Workload(settings.Seed.For("batch"));
        var found = Ways.Select(w => (w.Name, Calm: Simulate(plan with { Faults = [] }, w.Verify, workload), Harmed: Simulate(plan, w.Verify, workload))).ToArray();
        DataTable summary = new("replay", "The plan in simulated time", false, new("way", "", "how much is verified"), new("faults", "", "that came"), new("steps", "", "in all"), new("failed", "", "steps that failed"), new("wrong", "", "steps with a wrong result"),
            new("throughput", "jobs/s", "of complete steps"), new("faultFree", "jobs/s", "the same without faults"), new("worstRecovery", "ms", "from a fault until every step under way then was answered"));
        DataTable steps = new("steps", "every step", false, new("way", "", ""), new("start", "ms", "since the plan's start"), new("time", "ms", "until its last outcome"), new("error", "", "largest |Δp| of its result"));
        foreach (var (name, calm, harmed) in found)
        {
            summary.Add(name, harmed.Faults.Length, harmed.Steps.Length, harmed.Steps.Count(s => s.Failed), harmed.Steps.Count(s => s.Error > 0), harmed.JobsPerSecond, calm.JobsPerSecond, Worst(harmed));
            foreach (SimulatedStep step in harmed.Steps) steps.Add(name, step.Start.TotalMilliseconds, step.Milliseconds, step.Error);
        }

        return new Report
        {
            Name = experiment.Name,
            Question = "What does this fault plan do to throughput, recovery and results?",
            Configuration = [.. settings.Common, new("workers", plan.Workers, "and spares as in the plan"), new("devicesPerWorker", FaultCase.Devices, ""), new("deviceTimeMilliseconds", FaultCase.DeviceTime.TotalMilliseconds, "of every job"), .. new CoordinationCosts().Settings],
            Findings = [.. found.Select(f => Invariant($"With {f.Name} {f.Harmed.Faults.Length} of the plan's {plan.Faults.Length} faults came; throughput is {f.Harmed.JobsPerSecond / f.Calm.JobsPerSecond:P0} of the fault-free, {f.Harmed.Steps.Count(s => s.Failed)} of {f.Harmed.Steps.Length} steps failed, {f.Harmed.Steps.Count(s => s.Error > 0)} have a wrong result, the longest recovery took {Worst(f.Harmed):F0} ms."))],
            Method = ["Simulated time around the real ledger, as in `experiment faults` without a plan. One course of events: no error bars. The same plan plays on processes: qcluster soak --plan FILE."],
            Figures =
            [
                new("steps", "Every step at its start; triangles: faults as they came.", new LineChart("Step time along the plan", new ChartAxis("time [s]"), new ChartAxis("step time [ms]", AxisScale.Logarithmic),
                [
                    .. found.Select(f => new ChartSeries(f.Name, [.. f.Harmed.Steps.Select(s => new ChartPoint(s.Start.TotalSeconds, s.Milliseconds))], SeriesStyle.Line)),
                    new("faults", [.. found[0].Harmed.Faults.Select(f => new ChartPoint(f.At.TotalSeconds, found.Min(w => w.Harmed.Steps.Min(s => s.Milliseconds)) * 0.8))], SeriesStyle.Points),
                ])),
            ],
            Summaries = [summary],
            RawData = [steps],
            Plans = [new("plan", plan)],
        };
    }

    private static SimulationResult Simulate(FaultPlan plan, double verify, IWorkload workload) => Simulation.Simulation.Run(new SimulationSettings
    {
        Seed = plan.Seed, Workers = plan.Workers, DevicesPerWorker = FaultCase.Devices, WindowPerDevice = 4, DeviceTime = FaultCase.DeviceTime, Plan = plan, Ledger = new LedgerSettings { Verify = verify, VerifySeed = plan.Seed.For("verify") },
    }, workload);

    private static double Worst(SimulationResult result)
    {
        RunInterval[] runs = [.. result.Steps.Select(s => new RunInterval(s.Start, s.End, s.Failed))];
        return result.Faults.Select(f => Recovery.Of(f.At, runs)).Max(r => r?.TotalMilliseconds) ?? 0;
    }
}
