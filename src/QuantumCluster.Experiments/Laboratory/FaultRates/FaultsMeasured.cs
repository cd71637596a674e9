using System.Collections.Immutable;
using QuantumCluster.Actors.Faults;
using QuantumCluster.Circuits;
using QuantumCluster.Experiments.Faults;
using QuantumCluster.Experiments.Laboratory.Reports;
using QuantumCluster.Experiments.Soak;

namespace QuantumCluster.Experiments.Laboratory.FaultRates;

/// <summary>A short soak on worker processes: the same kinds of faults, the same plan format, real processes and a real training.</summary>
internal sealed class FaultsMeasured(ExperimentSettings settings, Seed seed)
{
    private const int Workers = 4;
    private static readonly ImmutableArray<FaultKind> Kinds = [FaultKind.Kill, FaultKind.Stop, FaultKind.Drop, FaultKind.Crash, FaultKind.Corrupt, FaultKind.Lie];

    public DataTable Table { get; } = new("soak", "The same kinds of faults on real processes: a training beside random batches", true,
        new("fault", "", "kind, as in the plan"), new("hit", "", "faults that hit runs under way"), new("medianRecovery", "ms", "from the fault until every run under way then was answered"), new("worstRecovery", "ms", "the longest"));

    public NamedPlan Plan { get; } = new("processes", FaultSchedule.Draw(new FaultScheduleSettings
    {
        Seed = seed.For("processes"), Length = TimeSpan.FromSeconds(settings.Quick ? 10 : 60), Count = settings.Quick ? 8 : 60, Kinds = Kinds, Workers = Workers, Spares = 0,
    }));

    public string Finding { get; private set; } = "";

    public async Task RunAsync(CancellationToken cancellation)
    {
        settings.Progress(FormattableString.Invariant($"{Plan.Plan.Faults.Length} faults on {Workers} worker processes"));
        string folder = Directory.CreateTempSubdirectory("qcluster-").FullName;
        try
        {
            SoakReport report = await new SoakRun(new SoakSettings(Plan.Plan, settings.NodeProgram, 2, folder) { Verify = 1 }, settings.Time).RunAsync(cancellation).ConfigureAwait(false);
            foreach ((FaultKind kind, Recovery recovery) in report.Recoveries) Table.Add(FaultPlanText.NameOf(kind), recovery.Count, recovery.MedianMilliseconds, recovery.WorstMilliseconds);
            Finding = FormattableString.Invariant($"Measured on {Workers} worker processes under {report.Faults.Length} faults in {report.Length.TotalSeconds:F0} s: {report.Runs} runs, {report.Lost} lost; {report.Steps} training steps and {report.Batches} random batches are {(report.Identical ? "identical to the last bit to" : "not identical to")} those without faults; median recovery {report.AllRecoveries.MedianMilliseconds:F0} ms, worst {report.AllRecoveries.WorstMilliseconds:F0} ms, on a machine that was not idle.");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
