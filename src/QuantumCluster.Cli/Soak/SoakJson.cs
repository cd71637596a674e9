using System.Text.Json;
using QuantumCluster.Actors.Faults;
using QuantumCluster.Cli.Door;
using QuantumCluster.Experiments.Soak;

namespace QuantumCluster.Cli.Soak;

/// <summary>The object that <c>soak --json</c> prints.</summary>
internal static class SoakJson
{
    public static string Text(SoakReport report) => IndentedJson.Text(json =>
    {
        json.WriteStartObject();
        json.WriteBoolean("identical", report.Identical);
        json.WriteNumber("lost", report.Lost);
        json.WriteNumber("seed", report.Plan.Seed.Value);
        json.WriteNumber("seconds", Math.Round(report.Length.TotalSeconds, 3));
        json.WriteStartObject("faults");
        foreach ((FaultKind kind, int count) in report.FaultCounts) json.WriteNumber(FaultPlanText.NameOf(kind), count);
        json.WriteEndObject();
        json.WriteNumber("faultsInjected", report.Faults.Length);
        json.WriteNumber("faultsMissed", report.Missed);
        json.WriteStartObject("recoveryMilliseconds");
        WriteFigures(json, report.AllRecoveries);
        json.WriteStartObject("byKind");
        foreach ((FaultKind kind, Recovery recovery) in report.Recoveries)
        {
            json.WriteStartObject(FaultPlanText.NameOf(kind));
            WriteFigures(json, recovery);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteNumber("jobsDone", report.Totals.JobsDone);
        json.WriteNumber("jobsRetried", report.Totals.JobsRetried);
        json.WriteNumber("jobsSpeculated", report.Totals.JobsSpeculated);
        json.WriteNumber("duplicatesDropped", report.Totals.DuplicatesDropped);
        json.WriteNumber("outcomesInvalid", report.Totals.OutcomesInvalid);
        json.WriteNumber("outcomesRetracted", report.Totals.OutcomesRetracted);
        json.WriteNumber("workerRestarts", report.Restarts);
        json.WriteNumber("runs", report.Runs);
        json.WriteNumber("trainingSteps", report.Steps);
        json.WriteNumber("randomBatches", report.Batches);
        WriteTexts(json, "differences", report.Differences);
        WriteTexts(json, "failures", report.Failures);
        json.WriteStartArray("plan");
        foreach (InjectedFault fault in report.Faults) json.WriteStringValue(SoakPage.Line(fault));
        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static void WriteFigures(Utf8JsonWriter json, Recovery recovery)
    {
        json.WriteNumber("median", Math.Round(recovery.MedianMilliseconds, 1));
        json.WriteNumber("worst", Math.Round(recovery.WorstMilliseconds, 1));
        json.WriteNumber("count", recovery.Count);
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (string text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
