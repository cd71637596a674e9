using QuantumCluster.Actors.Faults;
using QuantumCluster.Actors.Hosting;
using QuantumCluster.Actors.Settings;
using QuantumCluster.Circuits;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Cutting.Plans;

namespace QuantumCluster.Actors.Tests.Faults;

/// <summary>Nodes on real sockets, in this process, to which faults are done.</summary>
public sealed class FaultyNodesTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);
    private readonly string _file = Path.GetTempFileName();

    public FaultyNodesTests() => File.WriteAllText(_file, """
        quantum-cluster.faults.enabled = on
        quantum-cluster.coordinator.lease-floor = 300ms
        akka.remote.dot-netty.tcp.transport-class = "QuantumCluster.Actors.Faults.FaultyTransport, QuantumCluster.Actors"
        """);

    public void Dispose() => File.Delete(_file);

    [Fact]
    public async Task Cuts_noise_and_losses_on_the_wire_change_no_bit()
    {
        await using ClusterNode coordinator = await ClusterNode.StartAsync(NodeSettings.Load(NodeRole.Coordinator, [_file], port: 0), TimeProvider.System);
        Endpoint seed = Place(await coordinator.UpAsync().WaitAsync(Limit));
        await using ClusterNode first = await ClusterNode.StartAsync(NodeSettings.Load(NodeRole.Worker, [_file], port: 0, seeds: $"{seed}"), TimeProvider.System);
        await using ClusterNode second = await ClusterNode.StartAsync(NodeSettings.Load(NodeRole.Worker, [_file], port: 0, seeds: $"{seed}"), TimeProvider.System);
        Endpoint worker = Place(await first.UpAsync().WaitAsync(Limit));
        await second.UpAsync().WaitAsync(Limit);
        await using ClusterConnection cluster = await ClusterConnection.JoinAsync([seed], new ClusterConnectionSettings { JoinTimeout = Limit });
        var injector = new FaultInjector(cluster);
        var model = new Model("su4", new Granularity(1, 2));
        foreach (FaultAct act in (FaultAct[])[new FaultAct.Partition(TimeSpan.FromMilliseconds(700)), new FaultAct.Garble(3), new FaultAct.Drop(TimeSpan.FromMilliseconds(400), 0.4)])
        {
            await injector.InjectAsync(worker, act, new Seed(1), Limit);
            for (ulong run = 0; run < 15; run++) await model.RequireSameBitsAsync(cluster.Executor, 8, run).WaitAsync(Limit);
        }

        var refusal = await Assert.ThrowsAsync<ExecutionFailedException>(() => injector.InjectAsync(worker, new FaultAct.Crash(9, 1), new Seed(1), Limit));
        Assert.Contains("there is no device 9", refusal.Message);
    }

    [Fact]
    public async Task Worker_that_plays_a_plans_lies_on_itself_is_found_out_and_changes_no_bit()
    {
        string file = Path.GetTempFileName();
        File.WriteAllText(file, FaultPlanText.Write(new FaultPlan(new Seed(5), TimeSpan.FromSeconds(1), 3, 0, [new(TimeSpan.FromMilliseconds(1), 2, new FaultAct.Lie(0, 100)), new(TimeSpan.FromMilliseconds(1), 2, new FaultAct.Lie(1, 100))])));
        await using ClusterNode coordinator = await ClusterNode.StartAsync(NodeSettings.Load(NodeRole.Coordinator, [_file], port: 0, verify: 1), TimeProvider.System);
        Endpoint seed = Place(await coordinator.UpAsync().WaitAsync(Limit));
        await using ClusterNode first = await ClusterNode.StartAsync(NodeSettings.Load(NodeRole.Worker, [_file], port: 0, seeds: $"{seed}"), TimeProvider.System);
        await using ClusterNode second = await ClusterNode.StartAsync(NodeSettings.Load(NodeRole.Worker, [_file], port: 0, seeds: $"{seed}"), TimeProvider.System);
        await using ClusterNode liar = await ClusterNode.StartAsync(NodeSettings.Load(NodeRole.Worker, [], port: 0, seeds: $"{seed}", faults: file, faultsAs: 2), TimeProvider.System);
        File.Delete(file);
        foreach (ClusterNode worker in (ClusterNode[])[first, second, liar]) await worker.UpAsync().WaitAsync(Limit);
        await using ClusterConnection cluster = await ClusterConnection.JoinAsync([seed], new ClusterConnectionSettings { JoinTimeout = Limit });
        var model = new Model("su4", new Granularity(1, 2));
        int quarantined = 0;
        for (ulong run = 0; quarantined == 0 && run < 50; run++)
        {
            await model.RequireSameBitsAsync(cluster.Executor, 8, run).WaitAsync(Limit);
            quarantined = (await cluster.GetActivityAsync()).NodesQuarantined;
        }

        Assert.Equal(1, quarantined);
    }

    /// <summary>From the line that a node says when it is up: "… up at HOST:PORT, …".</summary>
    private static Endpoint Place(string line) => Endpoint.Parse(line.Split(" up at ")[1].Split(',')[0], "the line");
}
