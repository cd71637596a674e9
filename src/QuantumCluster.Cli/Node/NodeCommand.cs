using System.CommandLine;
using QuantumCluster.Actors.Settings;
using QuantumCluster.Cli.Door;
using QuantumCluster.Node;

namespace QuantumCluster.Cli.Node;

/// <summary><c>qcluster node</c>: what <c>qcluster-node</c> is without the training half.</summary>
internal static class NodeCommand
{
    public static DoorCommand Create(TimeProvider time)
    {
        Option<string?> role = TypedOptions.Optional("--role", "coordinator|worker", "what this node does: admit runs and grant jobs, or run jobs on its devices (required)", text =>
            text is "coordinator" or "worker" ? text : throw new BadInputException($"--role is \"{text}\"; give coordinator or worker."));
        Option<string[]> config = TypedOptions.Texts("--config", "FILE", "HOCON with differences from the built-in settings, such as hocon/worker.conf; may be given several times, later files win");
        Option<int?> port = TypedOptions.WholeOrNone("--port", "PORT", 0, 65535, "port to listen on, 0 for any free one (default coordinator 9400, worker 0)");
        Option<string?> seed = TypedOptions.Text("--seed", "HOST:PORT,…", "the coordinators to find the cluster by (default for a worker 127.0.0.1:9400)");
        Option<string?> host = TypedOptions.Text("--host", "HOST", "address to listen on and to be known by (default 127.0.0.1)");
        Option<bool> insecure = TypedOptions.Flag("--insecure", "listen where other machines can reach it although nothing is encrypted (see qcluster certs)");
        Option<int?> devices = TypedOptions.WholeOrNone("--devices", "N", 1, 64, "emulated devices of a worker (default 2)");
        Option<string?> profile = TypedOptions.Text("--profile", "NAME", "what a worker's devices are: a profile of hocon/profiles.conf or of --config (default ideal)");
        Option<double?> verify = TypedOptions.NumberOrNone("--verify", "SHARE", 0, 1, "share of jobs that a coordinator has done by two worker nodes, which must agree to the bit (default: none)");
        Option<string?> faults = TypedOptions.Text("--faults", "FILE", "fault plan, as soak and experiment faults write them: a worker does to its devices and its network what the plan says");
        Option<int?> faultsAs = TypedOptions.WholeOrNone("--faults-as", "N", 0, 63, "which of the plan's workers this one is (default 0)");
        Option<string?> record = TypedOptions.Text("--record", "DIR", "folder in which a coordinator writes down its ledger's events, for qcluster replay");
        Option<string?> checkHealth = TypedOptions.Text("--check-health", "FILE", "run no node, but tell whether the one that keeps this health file (setting node.health-file) serves");

        var command = new Command("node", "Run one node of a real cluster: its coordinator, or a worker.") { role, config, host, port, seed, devices, profile, insecure, verify, record, faults, faultsAs, checkHealth };
        command.SetAction(async (parsed, cancellation) =>
        {
            if (parsed.GetValue(checkHealth) is { } file) return HealthCheck.Run(file, time, parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            try
            {
                NodeRole wanted = parsed.GetValue(role) switch
                {
                    "coordinator" => NodeRole.Coordinator,
                    "worker" => NodeRole.Worker,
                    _ => throw new BadInputException("node needs its role; give --role coordinator or --role worker."),
                };
                var settings = NodeSettings.Load(wanted, parsed.GetRequiredValue(config), parsed.GetValue(port), parsed.GetValue(seed), parsed.GetValue(devices),
                    parsed.GetValue(host), parsed.GetValue(insecure), parsed.GetValue(record), parsed.GetValue(verify), parsed.GetValue(profile), faults: parsed.GetValue(faults), faultsAs: parsed.GetValue(faultsAs));
                return await NodeHost.RunAsync(settings, parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, cancellation);
            }
            catch (InvalidSettingException e)
            {
                throw new BadInputException(e.Message, e);
            }
        });

        return new(command, new HelpPage(
            "Runs one node until Ctrl+C, then hands its jobs back and leaves the cluster. Start one coordinator and any number of workers, on one machine or on several; then "
                + "qcluster train --cluster. Workers may come, go and crash at any time: what they held is done by others, and the result does not change by a bit.",
            [
                new("in three terminals: a coordinator and two workers", "qcluster node --role coordinator --config hocon/coordinator.conf"),
                new("… the second and the third", "qcluster node --role worker --config hocon/worker.conf"),
                new("a worker of noisy devices", "qcluster node --role worker --profile superconducting"),
                new("a worker of four devices that joins a coordinator elsewhere", "qcluster node --role worker --seed 10.0.0.5:9400 --devices 4"),
            ],
            [new("Node (these win over the files)", [role, config, host, port, seed, devices, profile, insecure, verify, record]), new("Trying what goes wrong", [faults, faultsAs]), new("Health, for containers", [checkHealth])],
            [("How it ends", "A node that is stopped ends with 0, not 130: being stopped is how a node's work ends. 1 means that its coordinator is gone or that the cluster removed it.")]));
    }
}
