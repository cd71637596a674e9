using Akka.Actor;
using Akka.Cluster;
using Akka.Remote;
using QuantumCluster.Actors.Coordination;
using QuantumCluster.Actors.Protocol;

namespace QuantumCluster.Actors.Hosting;

/// <summary>
/// Ends a node for which its cluster holds nothing any more, so that it can look for it again as a new member, or tell why it cannot:
/// <list type="bullet">
/// <item>The last coordinator was removed. One that starts later begins a cluster of its own, and a worker would wait in the old one for ever.</item>
/// <item>A coordinator has shut this node out: the cluster has removed it, while it was stalled or cut off, and will not say so again.</item>
/// <item>It was welcomed and has not come up since: who welcomed it may have gone before the others heard of it, and to them it is a stranger.</item>
/// <item>Too few coordinators for a quorum have met here for a while: there may be another cluster that has it.</item>
/// <item>The coordinator does not take this worker.</item>
/// </list>
/// What the resolver decides about a cut network needs no help: it ends the nodes of the half that gives way.
/// </summary>
internal sealed class MembershipWatch : ReceiveActor, IWithTimers
{
    /// <summary>Long enough for coordinators that are started together, one after the other, on a busy machine.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Longer than a cluster takes to decide about members out of reach; until then nobody comes up.</summary>
    private static readonly TimeSpan WelcomePatience = TimeSpan.FromSeconds(60);

    private readonly Akka.Cluster.Cluster _cluster = Akka.Cluster.Cluster.Get(Context.System);
    private bool _metCoordinators;

    public MembershipWatch(int quorum, TimeSpan welcomePatience)
    {
        Receive<ClusterEvent.IMemberEvent>(m => m.Member.HasRole(CoordinatorFinder.Role) || m.Member.UniqueAddress == _cluster.SelfUniqueAddress, _ => _cluster.SendCurrentClusterState(Self));
        Receive<ClusterEvent.IMemberEvent>(_ => { });
        Receive<ClusterEvent.CurrentClusterState>(state =>
        {
            int coordinators = state.Members.Count(m => m.HasRole(CoordinatorFinder.Role));
            if (coordinators == 0 && _metCoordinators) End(CoordinatedShutdown.ClusterDowningReason.Instance);
            _metCoordinators |= coordinators > 0;
            if (coordinators >= quorum) Timers.Cancel(TooFew.Instance);
            else if (!Timers.IsTimerActive(TooFew.Instance)) Timers.StartSingleTimer(TooFew.Instance, TooFew.Instance, Patience);

            bool comingUp = state.Members.Any(m => m.UniqueAddress == _cluster.SelfUniqueAddress && m.Status is MemberStatus.Joining or MemberStatus.WeaklyUp);
            if (!comingUp) Timers.Cancel(NotUp.Instance);
            else if (!Timers.IsTimerActive(NotUp.Instance)) Timers.StartSingleTimer(NotUp.Instance, NotUp.Instance, welcomePatience);
        });
        Receive<TooFew>(_ => End(CoordinatedShutdown.ClusterDowningReason.Instance));
        Receive<NotUp>(_ => End(CoordinatedShutdown.ClusterDowningReason.Instance));
        Receive<ThisActorSystemQuarantinedEvent>(m =>
        {
            if (_cluster.State.Members.Any(o => o.HasRole(CoordinatorFinder.Role) && o.Address == m.RemoteAddress)) _cluster.Down(_cluster.SelfAddress);
        });
        Receive<WorkerProtocol.WorkerRefused>(m => End(new WorkerRefusedReason(m.Reason)));
    }

    public ITimerScheduler Timers { get; set; } = null!;

    /// <param name="quorum">Coordinators without which this node looks elsewhere after a while; 0 to wait for ever.</param>
    /// <param name="welcomePatience">How long a node may take to come up once it was welcomed; a minute unless given.</param>
    public static Props Props(int quorum, TimeSpan? welcomePatience = null) => Akka.Actor.Props.Create(() => new MembershipWatch(quorum, welcomePatience ?? WelcomePatience));

    protected override void PreStart()
    {
        _cluster.Subscribe(Self, ClusterEvent.InitialStateAsSnapshot, typeof(ClusterEvent.IMemberEvent));
        Context.System.EventStream.Subscribe(Self, typeof(ThisActorSystemQuarantinedEvent));
        Context.System.EventStream.Subscribe(Self, typeof(WorkerProtocol.WorkerRefused));
    }

    protected override void PostStop()
    {
        _cluster.Unsubscribe(Self);
        Context.System.EventStream.Unsubscribe(Self);
    }

    private static void End(CoordinatedShutdown.Reason reason) => CoordinatedShutdown.Get(Context.System).Run(reason);

    private sealed record NotUp : INoSerializationVerificationNeeded
    {
        public static NotUp Instance { get; } = new();
    }

    private sealed record TooFew : INoSerializationVerificationNeeded
    {
        public static TooFew Instance { get; } = new();
    }
}
