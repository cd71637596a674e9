using System.CommandLine;
using QuantumCluster.Cli.Door;

namespace QuantumCluster.Cli.Management;

/// <summary><c>qcluster leave</c>.</summary>
internal static class LeaveCommand
{
    public static DoorCommand Create(TimeProvider time)
    {
        var door = new ManagementDoor(time);
        Argument<string> node = ManagementDoor.NodeArgument();
        var command = new Command("leave", "Let a node finish what it holds, leave the cluster and end.") { node };
        door.Attach(command, async (parsed, cluster, cancellation) =>
        {
            string name = ManagementDoor.NodeOf(parsed, node);
            await cluster.LeaveAsync(name, cancellation);
            parsed.InvocationConfiguration.Output.WriteLine($"{name} has left the cluster.");
        });

        return new(command, new HelpPage(
            "Drains a node, lets it leave the cluster and ends its process with 0: the same as SIGTERM, from anywhere. The command ends when the node is a member no longer. "
                + "A coordinator that leaves gives its seat to a standby; without one its cluster ends.",
            [
                new("end a worker", "qcluster leave 127.0.0.1:40123"),
            ],
            [door.Group],
            []));
    }
}
