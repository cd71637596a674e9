using System.CommandLine;
using QuantumCluster.Actors.Management;
using QuantumCluster.Cli.Door;

namespace QuantumCluster.Cli.Management;

/// <summary><c>qcluster status</c>.</summary>
internal static class StatusCommand
{
    /// <summary>Long enough for a rate, short enough not to be noticed.</summary>
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(200);

    public static DoorCommand Create(TimeProvider time)
    {
        var door = new ManagementDoor(time);
        Option<bool> asJson = TypedOptions.Flag("--json", "print one JSON object instead of a page");
        var command = new Command("status", "Show a running cluster: its members, who coordinates, what it is doing.") { asJson };
        door.Attach(command, async (parsed, cluster, cancellation) =>
        {
            ClusterReport before = await cluster.GetStatusAsync(cancellation);
            long start = time.GetTimestamp();
            await Task.Delay(Between, time, cancellation);
            ClusterReport now = await cluster.GetStatusAsync(cancellation);
            var pace = Pace.Between(before, now, time.GetElapsedTime(start));
            TextWriter output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(asJson)) output.WriteLine(ManagementJson.Status(now, pace));
            else StatusPage.Write(output, now, pace);
        });

        return new(command, new HelpPage(
            "Shows a running cluster as one of its nodes sees it: members by role and state, which coordinator holds the seat, workers and devices, runs, and jobs queued, leased and done; "
                + "and what went wrong and was put right: jobs granted again, outcomes that came twice. It joins nothing, so it disturbs nobody.",
            [
                new("a cluster on this machine", "qcluster status"),
                new("one elsewhere, for programs", "qcluster status --cluster 10.0.0.5:9400 --json"),
            ],
            [door.Group, new("Output", [asJson])],
            []));
    }
}
