using Akka.Actor;
using Akka.Configuration;
using QuantumCluster.Actors.Hosting;

namespace QuantumCluster.Actors.Tests.Hosting;

/// <summary>A node of a cluster of its own, which comes up or not as the least number of members has it.</summary>
public sealed class MembershipWatchTests
{
    [Fact]
    public async Task Node_that_is_welcomed_and_does_not_come_up_ends()
    {
        ActorSystem system = Welcomed(members: 2);
        system.ActorOf(MembershipWatch.Props(quorum: 0, TimeSpan.FromMilliseconds(300)));
        await system.WhenTerminated.WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Same(CoordinatedShutdown.ClusterDowningReason.Instance, CoordinatedShutdown.Get(system).ShutdownReason);
    }

    [Fact]
    public async Task Node_that_has_come_up_stays()
    {
        var limit = TimeSpan.FromSeconds(6);
        ActorSystem system = Welcomed(members: 1);
        system.ActorOf(MembershipWatch.Props(quorum: 0, limit));
        var up = new TaskCompletionSource();
        Akka.Cluster.Cluster.Get(system).RegisterOnMemberUp(up.SetResult);
        await up.Task.WaitAsync(TimeSpan.FromSeconds(60));
        await Task.Delay(limit + TimeSpan.FromMilliseconds(500)); // at which the watch would have ended it
        Assert.Null(CoordinatedShutdown.Get(system).ShutdownReason);
        await system.Terminate();
    }

    private static ActorSystem Welcomed(int members)
    {
        var system = ActorSystem.Create("watched", ConfigurationFactory.ParseString($$"""
            akka {
              loglevel = OFF
              actor.provider = cluster
              remote.dot-netty.tcp { hostname = 127.0.0.1, port = 0 }
              cluster.min-nr-of-members = {{members}}
              coordinated-shutdown.terminate-actor-system = on
            }
            """));
        var cluster = Akka.Cluster.Cluster.Get(system);
        cluster.Join(cluster.SelfAddress);
        return system;
    }
}
