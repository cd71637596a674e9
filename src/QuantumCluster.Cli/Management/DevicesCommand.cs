using System.CommandLine;
using QuantumCluster.Cli.Door;

namespace QuantumCluster.Cli.Management;

/// <summary><c>qcluster devices</c>.</summary>
internal static class DevicesCommand
{
    public static DoorCommand Create(TimeProvider time)
    {
        var door = new ManagementDoor(time);
        Option<bool> asJson = TypedOptions.Flag("--json", "print one JSON object instead of a table");
        var command = new Command("devices", "Show each device of a running cluster and what it has done.") { asJson };
        door.Attach(command, async (parsed, cluster, cancellation) =>
        {
            var workers = await cluster.GetDevicesAsync(cancellation);
            TextWriter output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(asJson)) output.WriteLine(ManagementJson.Devices(workers));
            else DevicesPage.Write(output, workers);
        });

        return new(command, new HelpPage(
            "Asks every worker of a running cluster for its devices: their kind and width, the jobs they have run since their node started and how long one took in the mean, "
                + "and whether the worker takes jobs.",
            [
                new("a cluster on this machine", "qcluster devices"),
                new("for programs", "qcluster devices --json"),
            ],
            [door.Group, new("Output", [asJson])],
            [("States", "registered: takes jobs. draining: finishes what it holds and takes no more. drained: holds none and takes none. unregistered: no coordinator has taken it.")]));
    }
}
