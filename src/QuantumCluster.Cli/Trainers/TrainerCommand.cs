using System.CommandLine;
using System.Globalization;
using QuantumCluster.Actors.Hosting;
using QuantumCluster.Actors.Sharing;
using QuantumCluster.Cli.Clusters;
using QuantumCluster.Cli.Door;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Learning.Native;

namespace QuantumCluster.Cli.Trainers;

/// <summary><c>qcluster trainer</c>.</summary>
internal static class TrainerCommand
{
    public static DoorCommand Create(TimeProvider time)
    {
        Option<ClusterChoice.Joined?> cluster = TypedOptions.Optional("--cluster", "HOST:PORT", "where the training listens: its address and the port of its --listen", text => ClusterChoice.ParseAddresses("--cluster", text));
        Option<string?> data = TypedOptions.Text("--data", "PATH", "where this machine has the training's data (default: where the lead has them)");
        Option<string[]> config = TypedOptions.Texts("--config", "FILE", "HOCON with the cluster's own settings, as its nodes have them; may be given several times, later files win");
        Option<string?> host = TypedOptions.Text("--host", "HOST", "address of this machine by which the cluster reaches it (default 127.0.0.1)");
        Option<bool> insecure = TypedOptions.Flag("--insecure", "listen where other machines can reach it although nothing is encrypted (see qcluster certs)");
        Option<int> joinTimeout = TypedOptions.Whole("--join-timeout", "SECONDS", 60, 1, 86_400, "how long to wait for the training and a first worker of its cluster");

        var command = new Command("trainer", "Run a trainer node: compute shares of the steps of a training that listens for it.") { cluster, data, config, host, insecure, joinTimeout };
        command.SetAction(async (parsed, cancellation) =>
        {
            ClusterChoice.Joined joined = (parsed.GetValue(cluster) ?? throw new BadInputException("trainer needs the address of its training; give --cluster HOST:PORT, the port being that of its --listen.")) with
            {
                Timeout = TimeSpan.FromSeconds(parsed.GetValue(joinTimeout)), ConfigFiles = parsed.GetRequiredValue(config), ListenHost = parsed.GetValue(host), Insecure = parsed.GetValue(insecure),
            };
            string? path = parsed.GetValue(data) is { } given ? Path.GetFullPath(given) : null;
            try
            {
                return await RunAsync(joined, path, parsed.InvocationConfiguration.Output, time, cancellation);
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                return ExitCode.Success; // being stopped is how a node's work ends
            }
        });

        return new(command, new HelpPage(
            "Takes part in a training that was started with --listen and --trainers: builds the same network, loads the same data, and computes shares of every step, whose "
                + "gradients the training averages in a fixed order. Trainers may come, go and crash at any time: their shares are computed by others, and the result does not change by a bit.",
            [
                new("in three terminals: the training, a worker for the circuit, and a second trainer", "qcluster train --listen 9400 --trainers 2"),
                new("… the worker", "qcluster node --role worker"),
                new("… the trainer", "qcluster trainer --cluster 127.0.0.1:9400"),
                new("on another machine, which has the data elsewhere", "qcluster trainer --cluster 10.0.0.5:9400 --host 10.0.0.6 --config tls.conf --data chest.npz"),
            ],
            [new("Trainer", [cluster, data, config, host, insecure, joinTimeout])],
            [("How it ends", "With 0 when the training is complete or when it is stopped; with 1 when the training does not take it, because its data, its release or the bits of its processor differ. "
                + "When the training is gone it waits for it to be resumed.")]));
    }

    private static async Task<int> RunAsync(ClusterChoice.Joined joined, string? data, TextWriter output, TimeProvider time, CancellationToken cancellation)
    {
        void Say(string line)
        {
            output.WriteLine(line);
            output.Flush();
        }

        try
        {
            TorchNative.Load();
        }
        catch (TorchUnavailableException e)
        {
            throw new ExecutionFailedException(e.Message, e);
        }

        await using var connection = (ClusterConnection)await joined.OpenAsync(cancellation);
        Say($"joined {string.Join(", ", joined.Coordinators)}");
        using var node = new TrainerNode(connection.Executor, data, joined.ConfigFiles, Say, time);
        switch (await connection.TrainAsync(node, cancellation))
        {
            case TrainerEnd.Unfit unfit:
                throw new ExecutionFailedException(unfit.Sentence);
            default:
                Say(string.Create(CultureInfo.InvariantCulture, $"The training is complete; {node.Computed} shares were computed here."));
                return ExitCode.Success;
        }
    }
}
