using Akka.Actor;
using QuantumCluster.Actors.Hosting;
using QuantumCluster.Actors.Settings;

namespace QuantumCluster.Actors.Tests.Hosting;

/// <summary>A session whose cluster has gone in order: nobody is out of reach, so no resolver decides anything.</summary>
public sealed class SessionRejoinTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    [Fact]
    public async Task Session_whose_last_coordinator_has_left_joins_the_cluster_that_is_started_next()
    {
        ClusterNode coordinator = await StartAsync(NodeRole.Coordinator, 0, null), worker = await StartAsync(NodeRole.Worker, 0, Place(coordinator));
        string place = Place(coordinator);
        await using ClusterConnection cluster = await ClusterConnection.JoinAsync([Endpoint.Parse(place, "test")], new ClusterConnectionSettings { JoinTimeout = Limit, Patience = TimeSpan.FromSeconds(30) });
        var model = new Model("su4");
        await model.RequireSameBitsAsync(cluster.Executor, 4, 1);

        ActorSystem before = cluster.System;
        await worker.DisposeAsync();
        await coordinator.DisposeAsync();
        using (var limit = new CancellationTokenSource(Limit))
            while (HasCoordinator(before)) await Task.Delay(20, limit.Token); // else the next one may be taken for the one before, which had the same address
        Task open = model.RequireSameBitsAsync(cluster.Executor, 4, 2);
        await using ClusterNode next = await StartAsync(NodeRole.Coordinator, Endpoint.Parse(place, "test").Port, null);
        await using ClusterNode other = await StartAsync(NodeRole.Worker, 0, place);
        await open.WaitAsync(Limit);
    }

    private static async Task<ClusterNode> StartAsync(NodeRole role, int port, string? seed)
    {
        ClusterNode node = await ClusterNode.StartAsync(NodeSettings.Load(role, [], port, seed), TimeProvider.System);
        await node.UpAsync().WaitAsync(Limit);
        return node;
    }

    private static bool HasCoordinator(ActorSystem system) =>
        !system.WhenTerminated.IsCompleted && Akka.Cluster.Cluster.Get(system).State.Members.Any(m => m.HasRole("coordinator"));

    private static string Place(ClusterNode node)
    {
        var self = Akka.Cluster.Cluster.Get(node.System).SelfAddress;
        return $"{self.Host}:{self.Port}";
    }
}
