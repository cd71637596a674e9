using System.Text.Json;
using QuantumCluster.Actors.Recording;
using QuantumCluster.Cli.Door;
using QuantumCluster.Cutting.Jobs;

namespace QuantumCluster.Cli.Replay;

/// <summary>A replay for programs; times in milliseconds of the ledger.</summary>
internal static class ReplayJson
{
    public static string Text(IReadOnlyList<Replayed> replayed, IReadOnlyList<StepRuns>? steps) => IndentedJson.Text(json =>
    {
        json.WriteStartObject();
        json.WriteBoolean("asRecorded", replayed.All(r => r.FirstDifference is null));
        json.WriteStartArray("recordings");
        foreach (Replayed recording in replayed) Write(json, recording, steps);
        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static void Write(Utf8JsonWriter json, Replayed recording, IReadOnlyList<StepRuns>? steps)
    {
        string file = Path.GetFileName(recording.File);
        json.WriteStartObject();
        json.WriteString("file", file);
        json.WriteNumber("events", recording.Events);
        json.WriteNumber("milliseconds", recording.Length.TotalMilliseconds);
        json.WriteBoolean("cutShort", recording.IsCutShort);
        if (recording.FirstDifference is { } difference) json.WriteNumber("firstDifference", difference);
        if (steps is not null)
        {
            json.WriteStartArray("steps");
            foreach (StepRuns step in steps.Where(s => s.Ledger == file)) json.WriteRawValue(JsonSerializer.Serialize(step, StepRuns.Json));
            json.WriteEndArray();
        }

        json.WriteStartArray("jobs");
        foreach (JobHistory job in recording.Jobs) Write(json, job);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, JobHistory job)
    {
        JobKey key = job.Key;
        json.WriteStartObject();
        json.WriteString("run", key.Run.ToString());
        json.WriteNumber("fragment", key.Fragment);
        json.WriteNumber("firstVariant", key.FirstVariant);
        json.WriteNumber("variants", key.VariantCount);
        json.WriteNumber("firstSample", key.FirstSample);
        json.WriteNumber("samples", key.SampleCount);
        json.WriteStartArray("story");
        foreach (JobMoment moment in job.Moments)
        {
            json.WriteStartObject();
            json.WriteNumber("milliseconds", moment.At.TotalMilliseconds);
            json.WriteString("turn", moment.Turn.ToString().ToLowerInvariant());
            if (moment.Worker is { } worker) json.WriteString("worker", worker.ToString());
            if (moment.Lease != default) json.WriteNumber("lease", moment.Lease.Value);
            json.WriteString("words", moment.Words);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
