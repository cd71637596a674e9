using System.Collections.Immutable;
using System.Text.Json;
using QuantumCluster.Actors.Ledger;
using QuantumCluster.Actors.Management;
using QuantumCluster.Cli.Door;

namespace QuantumCluster.Cli.Management;

/// <summary>What <c>status --json</c> and <c>devices --json</c> print.</summary>
internal static class ManagementJson
{
    public static string Status(ClusterReport report, Pace pace) => IndentedJson.Text(json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("members");
        foreach (MemberReport member in report.Members)
        {
            json.WriteStartObject();
            json.WriteString("node", member.Node);
            json.WriteString("role", member.Role);
            json.WriteString("state", member.State);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (report.Seat is { } seat) WriteSeat(json, seat, pace);
        else json.WriteNull("seat");
        json.WriteNumber("messagesPerSecond", Math.Round(pace.Messages, 1));
        json.WriteEndObject();
    });

    public static string Devices(ImmutableArray<WorkerReport> workers) => IndentedJson.Text(json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("workers");
        foreach (WorkerReport worker in workers) WriteWorker(json, worker);
        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static void WriteSeat(Utf8JsonWriter json, SeatReport seat, Pace pace)
    {
        json.WriteStartObject("seat");
        json.WriteString("node", seat.Node);
        json.WriteNumber("term", seat.Term);
        LedgerCounts counts = seat.Counts;
        foreach ((string name, long value) in (ReadOnlySpan<(string, long)>)
            [
                ("workers", counts.Workers), ("devices", counts.Devices), ("devicesBusy", counts.DevicesBusy), ("runs", counts.Runs), ("jobsQueued", counts.Queued),
                ("jobsLeased", counts.Leased), ("jobsDone", counts.Done), ("jobsRetried", counts.Requeued),
                ("jobsCopied", counts.Speculated), ("outcomesDropped", counts.Dropped), ("outcomesDuplicated", counts.Duplicated), ("jobsRefused", counts.Refused),
                ("outcomesInvalid", counts.Invalid), ("outcomesVerified", counts.Verified), ("outcomesDisagreed", counts.Disagreed), ("outcomesRetracted", counts.Retracted),
                ("workersQuarantined", counts.Quarantined), ("outcomesDoubtful", counts.Doubtful), ("jobsSubstituted", counts.Substituted),
            ])
            json.WriteNumber(name, value);
        json.WriteNumber("verifyShare", counts.VerifyShare);
        if (pace.Jobs is { } jobs) json.WriteNumber("jobsPerSecond", Math.Round(jobs, 1));
        json.WriteEndObject();
    }

    private static void WriteWorker(Utf8JsonWriter json, WorkerReport worker)
    {
        json.WriteStartObject();
        json.WriteString("node", worker.Node);
        json.WriteString("state", worker.State.ToString().ToLowerInvariant());
        json.WriteNumber("jobsInHand", worker.JobsInHand);
        json.WriteStartArray("devices");
        foreach (DeviceReport device in worker.Devices)
        {
            json.WriteStartObject();
            json.WriteString("profile", device.Profile);
            json.WriteNumber("qubits", device.Qubits);
            json.WriteNumber("jobsDone", device.Jobs);
            if (device.Jobs > 0) json.WriteNumber("meanServiceSeconds", device.ServiceSeconds / device.Jobs);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
