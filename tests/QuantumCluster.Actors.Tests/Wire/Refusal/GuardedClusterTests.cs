using QuantumCluster.Actors.Hosting;
using QuantumCluster.Actors.Settings;
using QuantumCluster.Actors.Wire.Refusal;

namespace QuantumCluster.Actors.Tests.Wire.Refusal;

public sealed class GuardedClusterTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Nothing_that_a_cluster_lives_by_is_refused()
    {
        await using ClusterNode coordinator = await ClusterNode.StartAsync(NodeSettings.Load(NodeRole.Coordinator, [], port: 0), TimeProvider.System);
        string address = (await coordinator.UpAsync().WaitAsync(Limit)).Split(' ')[^1];
        ClusterNode worker = await ClusterNode.StartAsync(NodeSettings.Load(NodeRole.Worker, [], seeds: address), TimeProvider.System);
        await worker.UpAsync().WaitAsync(Limit);
        await using (ClusterConnection trainer = await ClusterConnection.JoinAsync([Endpoint.Parse(address, "seed")], new ClusterConnectionSettings()))
        {
            await new Model("su4").RequireSameBitsAsync(trainer.Executor, 16, 3).WaitAsync(Limit);
            await worker.DisposeAsync();
            using var limit = new CancellationTokenSource(Limit);
            while ((await trainer.GetActivityAsync(limit.Token)).Nodes > 0) await Task.Delay(50, limit.Token);
            Assert.Equal(0, RefusedMessages.Of(worker.System).Count);
        }

        Assert.Equal((0, null), (RefusedMessages.Of(coordinator.System).Count, RefusedMessages.Of(coordinator.System).Last));
    }
}
