using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using QuantumCluster.Actors.Faults;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Experiments.ClusterBenchmarks;
using QuantumCluster.Experiments.Runs;

namespace QuantumCluster.Experiments.Laboratory.Networks;

/// <summary>What a training came to.</summary>
/// <param name="Steps">Milliseconds from each step of an epoch to the next, by step; the first of an epoch has none.</param>
/// <param name="Packets">On the wire while it lasted, and those of them that were lost.</param>
internal sealed record NetworkedRun(ImmutableArray<double> Losses, ImmutableArray<(int Step, double Milliseconds)> Steps, (long Sent, long Lost) Packets);

/// <summary>A coordinator, two workers and, one after another, trainings, each process on a host of its own.</summary>
internal sealed class NetworkedTraining : IAsyncDisposable
{
    private const int Coordinator = 0, FirstWorker = 1, Workers = 2, Trainer = 3, Port = 9400, Epochs = 2;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60), RunLimit = TimeSpan.FromSeconds(300);

    private readonly ExperimentSettings _settings;
    private readonly Hosts _hosts = new(Workers + 2);
    private readonly Wire _wire;
    private readonly string _folder = Directory.CreateTempSubdirectory("qcluster-").FullName;
    private readonly List<NodeProcess> _nodes = [];
    private int _trainings;

    private NetworkedTraining(ExperimentSettings settings)
    {
        _settings = settings;
        _wire = new Wire(_hosts.Devices, settings.Seed.For("wire"), settings.Time);
    }

    /// <summary>Steps of an epoch, of which there are two.</summary>
    public const int StepsPerEpoch = 12, BatchSize = 8;

    /// <exception cref="ExecutionFailedException">A node does not come up.</exception>
    public static async Task<NetworkedTraining> StartAsync(ExperimentSettings settings, CancellationToken cancellation)
    {
        var network = new NetworkedTraining(settings);
        try
        {
            string configuration = Path.Combine(network._folder, "node.conf");
            await File.WriteAllTextAsync(configuration, "quantum-cluster.node.ends-with-input = on\n", cancellation).ConfigureAwait(false);
            for (int host = Coordinator; host < FirstWorker + Workers; host++)
            {
                string[] role = host == Coordinator ? ["--role", "coordinator", "--port", $"{Port}"] : ["--role", "worker", "--seed", $"{Hosts.AddressOf(Coordinator)}:{Port}"];
                IReadOnlyList<string> program = network._hosts.On(host, settings.NodeProgram);
                NodeProcess node = NodeProcess.Start(program, [.. role, "--host", Hosts.AddressOf(host), "--insecure", "--config", configuration]);
                network._nodes.Add(node);
                await node.Up.WaitAsync(Patience, settings.Time, cancellation).ConfigureAwait(false);
            }

            return network;
        }
        catch
        {
            await network.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <exception cref="ExecutionFailedException">The training fails.</exception>
    public async Task<NetworkedRun> TrainAsync(NetworkCase network, CancellationToken cancellation)
    {
        string run = Path.Combine(_folder, $"training-{_trainings++}");
        var moments = new List<(int Epoch, int Step, long At)>();
        var halfWay = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _wire.Condition = network.Wire;
        var before = _wire.Packets;
        int images = StepsPerEpoch * BatchSize;
        using NodeProcess trainer = NodeProcess.Start(_hosts.On(Trainer, _settings.TrainProgram), ["--train-images", $"{images}", "--batch-size", $"{BatchSize}", "--kernel", "su4", "--epochs", $"{Epochs}",
            "--seed", $"{_settings.Seed.Value}", "--out", run, "--cluster", $"{Hosts.AddressOf(Coordinator)}:{Port}", "--host", Hosts.AddressOf(Trainer), "--insecure"], Hear);
        if (network.Faults is { } plan)
        {
            await Task.WhenAny(halfWay.Task, trainer.Ended).WaitAsync(RunLimit, _settings.Time, cancellation).ConfigureAwait(false);
            await Task.WhenAll(plan.Faults.Select(fault => PartAsync(fault, cancellation))).ConfigureAwait(false);
        }

        int code = await trainer.Ended.WaitAsync(RunLimit, _settings.Time, cancellation).ConfigureAwait(false);
        if (code != 0) throw new ExecutionFailedException($"The training with {network.Name} ended with {code}. {trainer.LastWord}");
        string[] lines = await File.ReadAllLinesAsync(new RunFolder(run).Steps, cancellation).ConfigureAwait(false);
        lock (moments)
        {
            var steps = moments.Zip(moments.Skip(1)).Where(m => m.First.Epoch == m.Second.Epoch)
                .Select(m => ((m.Second.Epoch - 1) * StepsPerEpoch + m.Second.Step, _settings.Time.GetElapsedTime(m.First.At, m.Second.At).TotalMilliseconds));
            return new([.. lines.Select(l => JsonDocument.Parse(l).RootElement.GetProperty("loss").GetDouble())], [.. steps], (_wire.Packets.Sent - before.Sent, _wire.Packets.Lost - before.Lost));
        }

        void Hear(string line)
        {
            long now = _settings.Time.GetTimestamp();
            if (Moment(line) is not { } at) return;
            lock (moments) moments.Add((at.Epoch, at.Step, now));
            if (at is (Epochs, 2)) halfWay.TrySetResult();
        }
    }

    private async Task PartAsync(Fault fault, CancellationToken cancellation)
    {
        if (fault.Act is not FaultAct.Partition cut) throw new ArgumentException($"A wire cannot do {FaultPlanText.Describe(fault.Act)}; give partitions only.", nameof(fault));
        await Task.Delay(fault.At, _settings.Time, cancellation).ConfigureAwait(false);
        _wire.Isolate(FirstWorker + fault.Node);
        await Task.Delay(cut.For, _settings.Time, cancellation).ConfigureAwait(false);
        _wire.Heal(FirstWorker + fault.Node);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (NodeProcess node in Enumerable.Reverse(_nodes)) node.Dispose();
        _wire.Dispose();
        _hosts.Dispose();
        await Task.Run(() => Directory.Delete(_folder, recursive: true)).ConfigureAwait(false);
    }

    /// <summary>Reads "epoch 2/2  step 3/8 …" of the training's log.</summary>
    private static (int Epoch, int Step)? Moment(string line)
    {
        string[] words = line.Split((char[])[' ', '/'], StringSplitOptions.RemoveEmptyEntries);
        return words is ["epoch", var epoch, _, "step", var step, ..] ? (int.Parse(epoch, CultureInfo.InvariantCulture), int.Parse(step, CultureInfo.InvariantCulture)) : null;
    }
}
