using QuantumCluster.Actors.Management;

namespace QuantumCluster.Cli.Management;

/// <summary>What a cluster does in a second.</summary>
/// <param name="Jobs">Jobs done; null when the seat was empty or changed hands meanwhile.</param>
/// <param name="Messages">Messages that the node which answered reads and writes.</param>
internal sealed record Pace(double? Jobs, double Messages)
{
    public static Pace Between(ClusterReport before, ClusterReport now, TimeSpan elapsed)
    {
        double seconds = elapsed.TotalSeconds;
        double? jobs = before.Seat is { } then && now.Seat is { } seat && seat.Node == then.Node && seat.Counts.Done >= then.Counts.Done
            ? (seat.Counts.Done - then.Counts.Done) / seconds
            : null;
        return new(jobs, Math.Max(0, now.Messages - before.Messages) / seconds);
    }
}
