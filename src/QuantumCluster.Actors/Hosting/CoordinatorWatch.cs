using Akka.Actor;
using Akka.Cluster;
using QuantumCluster.Actors.Coordination;

namespace QuantumCluster.Actors.Hosting;

/// <summary>
/// Ends a worker node whose coordinator has left the cluster: a coordinator that starts later begins a cluster of its own, and the node
/// would wait in the old one for ever.
/// </summary>
internal sealed class CoordinatorWatch : ReceiveActor
{
    private readonly Akka.Cluster.Cluster _cluster = Akka.Cluster.Cluster.Get(Context.System);

    public CoordinatorWatch()
    {
        Receive<ClusterEvent.MemberRemoved>(m =>
        {
            if (!m.Member.HasRole(CoordinatorFinder.Role) || _cluster.State.Members.Any(o => o.HasRole(CoordinatorFinder.Role) && o.UniqueAddress != m.Member.UniqueAddress)) return;
            CoordinatedShutdown.Get(Context.System).Run(CoordinatedShutdown.ClusterDowningReason.Instance);
        });
    }

    protected override void PreStart() => _cluster.Subscribe(Self, ClusterEvent.InitialStateAsEvents, typeof(ClusterEvent.MemberRemoved));

    protected override void PostStop() => _cluster.Unsubscribe(Self);
}
