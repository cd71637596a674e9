using QuantumCluster.Cli.Tests.Programs;
using QuantumCluster.Cli.Tests.Train;

namespace QuantumCluster.Cli.Tests.Journeys;

/// <summary>Nodes on hosts of their own, and a network between them that loses packets and is cut.</summary>
public sealed class CutNetworkTests(CutNetworkTests.Undisturbed undisturbed) : IClassFixture<CutNetworkTests.Undisturbed>, IDisposable
{
    private const string Epochs = "3";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [FactOnNamespacedNetwork]
    public async Task A_worker_behind_a_bad_and_then_a_cut_cable_changes_no_bit_and_comes_back_when_it_is_mended()
    {
        string config = Config("");
        const int coordinatorHost = 0, cutHost = 1, otherHost = 2, trainerHost = 3;
        string address = $"{NamespacedNetwork.AddressOf(coordinatorHost)}:9400";
        using var network = new NamespacedNetwork(4);
        using RunningProgram coordinator = Node(network, coordinatorHost, config, "--role", "coordinator", "--port", "9400");
        await coordinator.UntilOutputHas("up at");
        using RunningProgram cut = Node(network, cutHost, config, "--role", "worker", "--seed", address);
        using RunningProgram other = Node(network, otherHost, config, "--role", "worker", "--seed", address);
        await cut.UntilOutputHas("up at");
        await other.UntilOutputHas("up at");

        using (RunningProgram lossy = Training(network, trainerHost, "lossy", config, address))
        {
            using var over = new CancellationTokenSource();
            Task losing = network.LosePacketsAsync(cutHost, over.Token);
            lossy.Wait().Succeeded();
            await over.CancelAsync();
            await losing;
        }

        LossCurve.AssertEqual(undisturbed.Run, _scratch.In("lossy"));

        using (RunningProgram training = Training(network, trainerHost, "cut", config, address))
        {
            await training.UntilOutputHas($"epoch 1/{Epochs}  step 2/3");
            network.Isolate(cutHost);
            training.Wait().Succeeded();
        }

        LossCurve.AssertEqual(undisturbed.Run, _scratch.In("cut"));
        await Until(() => cut.Error.Contains("lost its cluster", StringComparison.Ordinal), () => cut.Error);
        network.Heal(cutHost);
        await Until(() => cut.Output.Split("up at").Length >= 3, () => cut.Output + cut.Error);

        // Alone, it does all the work.
        other.Kill();
        using RunningProgram again = Training(network, trainerHost, "again", config, address);
        again.Wait().Succeeded();
        LossCurve.AssertEqual(undisturbed.Run, _scratch.In("again"));
    }

    [FactOnNamespacedNetwork]
    public async Task A_coordinator_that_is_cut_off_is_replaced_and_the_bits_are_the_same()
    {
        const int workerHost = 3, trainerHost = 4;
        string[] addresses = [.. Enumerable.Range(0, 3).Select(host => $"{NamespacedNetwork.AddressOf(host)}:9400")];
        string seeds = string.Join(',', addresses), config = Config("""
            quantum-cluster.coordinator.quorum = 2
            akka.cluster.split-brain-resolver {
              active-strategy = keep-majority
              keep-majority.role = coordinator
            }
            """);
        using var network = new NamespacedNetwork(5);
        RunningProgram[] coordinators = [.. Enumerable.Range(0, 3).Select(host => Node(network, host, config, "--role", "coordinator", "--port", "9400", "--seed", seeds))];
        try
        {
            foreach (RunningProgram coordinator in coordinators) await coordinator.UntilOutputHas("up at");
            using RunningProgram worker = Node(network, workerHost, config, "--role", "worker", "--seed", seeds);
            await worker.UntilOutputHas("up at");
            int serving = Array.FindIndex(addresses, a => worker.Output.Contains($"coordinator {a}", StringComparison.Ordinal));
            Assert.True(serving >= 0, worker.Output);

            using RunningProgram training = Training(network, trainerHost, "run", config, seeds);
            await training.UntilOutputHas($"epoch 1/{Epochs}  step 2/3");
            network.Isolate(serving);
            training.Wait().Succeeded();
            LossCurve.AssertEqual(undisturbed.Run, _scratch.In("run"));

            // It stops to coordinate by itself, and stands by when it is back.
            await Until(() => coordinators[serving].Error.Contains("lost its cluster", StringComparison.Ordinal), () => coordinators[serving].Error);
            network.Heal(serving);
            await Until(() => coordinators[serving].Output.Split("up at").Length >= 3, () => coordinators[serving].Output + coordinators[serving].Error);
        }
        finally
        {
            foreach (RunningProgram coordinator in coordinators) coordinator.Dispose();
        }
    }

    private static async Task Until(Func<bool> holds, Func<string> said)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (!holds())
        {
            Assert.False(limit.IsCancellationRequested, said());
            await Task.Delay(20, CancellationToken.None);
        }
    }

    private RunningProgram Node(NamespacedNetwork network, int host, string config, params string[] arguments) =>
        network.Start(host, BuiltProgram.Node, _scratch.Path, ["--config", config, "--host", NamespacedNetwork.AddressOf(host), "--insecure", .. arguments]);

    private RunningProgram Training(NamespacedNetwork network, int host, string name, string config, string addresses) => network.Start(host, BuiltProgram.QCluster, _scratch.Path,
        TinyRun.Arguments(name, "--epochs", Epochs, "--cluster", addresses, "--config", config, "--host", NamespacedNetwork.AddressOf(host), "--insecure"));

    /// <summary>Failures are noticed sooner than by default, and yet not when a busy machine stalls for a moment.</summary>
    private string Config(string more)
    {
        string file = _scratch.In("network.conf");
        File.WriteAllText(file, $$"""
            akka.cluster {
              failure-detector {
                heartbeat-interval = 500ms
                acceptable-heartbeat-pause = 4s
              }
              split-brain-resolver.stable-after = 4s
            }
            {{more}}
            """);
        return file;
    }

    /// <summary>The same training on a cluster inside one process.</summary>
    public sealed class Undisturbed : IDisposable
    {
        private readonly Scratch _scratch = new();

        // Only when asked for: the tests may be skipped.
        public string Run => field ??= TinyRun.Train(_scratch, "embedded", "--epochs", Epochs);

        public void Dispose() => _scratch.Dispose();
    }
}
