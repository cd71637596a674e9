using System.Globalization;
using QuantumCluster.Actors.Faults;
using QuantumCluster.Experiments.Soak;

namespace QuantumCluster.Cli.Soak;

/// <summary>The report for people.</summary>
internal static class SoakPage
{
    public static void Write(TextWriter output, SoakReport report, SoakSettings settings)
    {
        void Line(FormattableString text) => output.WriteLine(text.ToString(CultureInfo.InvariantCulture));
        Line($"");
        Line($"{report.Faults.Length} of {report.Plan.Faults.Length} faults in {report.Length.TotalSeconds:F0} s, seed {report.Plan.Seed}, on {report.Plan.Workers} workers and {report.Plan.Spares} spare");
        Line($"");
        Line($"{"fault",-12} {"injected",8} {"felt",6} {"recovery: median",17} {"worst",10}");
        foreach ((FaultKind kind, int count) in report.FaultCounts)
        {
            if (report.Recoveries.TryGetValue(kind, out Recovery? r)) Line($"{FaultPlanText.NameOf(kind),-12} {count,8} {r.Count,6} {r.MedianMilliseconds,14:F0} ms {r.WorstMilliseconds,7:F0} ms");
            else Line($"{FaultPlanText.NameOf(kind),-12} {count,8}");
        }

        Recovery all = report.AllRecoveries;
        Line($"{"all",-12} {report.Faults.Length,8} {all.Count,6} {all.MedianMilliseconds,14:F0} ms {all.WorstMilliseconds,7:F0} ms");
        Line($"");
        Line($"jobs done            {report.Totals.JobsDone}");
        Line($"jobs retried         {report.Totals.JobsRetried}");
        Line($"duplicates dropped   {report.Totals.DuplicatesDropped}");
        Line($"outcomes refused     {report.Totals.OutcomesInvalid}");
        Line($"worker restarts      {report.Restarts}");
        Line($"runs                 {report.Runs}, of which lost {report.Lost}");
        Line($"compared             {report.Steps} training steps and the trained network, {report.Batches} random batches");
        foreach (string failure in report.Failures.Take(3)) Line($"failed               {failure}");
        foreach (string difference in report.Differences.Take(3)) Line($"differs              {difference}");
        Line($"identical: {(report.Identical ? "yes" : "no")}");
        Line($"");
        Line($"{settings.ReportFile} holds all of it; the same faults again: qcluster soak --plan {settings.PlanFile}");
    }

    /// <summary>A fault as it came: when, which worker, what, and when it was planned.</summary>
    public static string Line(InjectedFault fault) => string.Create(CultureInfo.InvariantCulture,
        $"{fault.At.TotalSeconds:F3} s worker {fault.Node}: {FaultPlanText.Describe(fault.Planned.Act)} (planned {fault.Planned.At.TotalSeconds:F3} s, worker {fault.Planned.Node})");
}
