using System.CommandLine;
using QuantumCluster.Cli.Door;

namespace QuantumCluster.Cli.Management;

/// <summary><c>qcluster drain</c>.</summary>
internal static class DrainCommand
{
    public static DoorCommand Create(TimeProvider time)
    {
        var door = new ManagementDoor(time);
        Argument<string> node = ManagementDoor.NodeArgument();
        var command = new Command("drain", "Let a worker finish what it holds and take no more.") { node };
        door.Attach(command, async (parsed, cluster, cancellation) =>
        {
            string name = ManagementDoor.NodeOf(parsed, node);
            await cluster.DrainAsync(name, cancellation);
            parsed.InvocationConfiguration.Output.WriteLine($"{name} is drained: it holds no job and takes none, and is still a member. qcluster leave {name} lets it go.");
        });

        return new(command, new HelpPage(
            "Takes a worker out of service without losing a job: what it holds it finishes, and nothing new is granted to it. The command ends when it holds none; "
                + "Ctrl+C ends the waiting, not the drain. The node stays a member until it is told to leave, and takes jobs again only after a restart.",
            [
                new("before its machine is serviced", "qcluster drain 127.0.0.1:40123"),
                new("through a cluster elsewhere", "qcluster drain 10.0.0.7:40123 --cluster 10.0.0.5:9400"),
            ],
            [door.Group],
            []));
    }
}
