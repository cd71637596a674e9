using Akka.Actor;
using Akka.Cluster;
using Akka.Remote;
using QuantumCluster.Actors.Protocol;
using QuantumCluster.Actors.Succession;

namespace QuantumCluster.Actors.Coordination;

/// <summary>Tells its parent where the coordinator is, or an actor that goes with it: on the member with the role <c>coordinator</c>, under its well-known name.</summary>
internal sealed class CoordinatorFinder : ReceiveActor, IWithTimers
{
    public const string Role = "coordinator";

    private static readonly TimeSpan AskEvery = TimeSpan.FromMilliseconds(250);
    private readonly string _name;
    private HashSet<Address> _members = [];
    private IActorRef? _found;

    public CoordinatorFinder(string name)
    {
        _name = name;
        // An event tells that something changed, the state that follows what the coordinators are: one picture, in which the oldest is the oldest.
        Receive<ClusterEvent.IMemberEvent>(m =>
        {
            if (m.Member.HasRole(Role)) Akka.Cluster.Cluster.Get(Context.System).SendCurrentClusterState(Self);
        });
        Receive<ClusterEvent.CurrentClusterState>(state => Know([.. state.Members.Where(m => m.HasRole(Role)).Select(m => SeatMember.Of(m, reachable: true)).Where(m => m.HasComeUp)]));
        // A cut network breaks no connection, and whoever was welcomed by the lost half alone never sees it removed: others must be asked at once.
        Receive<ClusterEvent.UnreachableMember>(m => Lose(m.Member.Address));
        Receive<DisassociatedEvent>(m => Lose(m.RemoteAddress));
        Receive<Terminated>(m =>
        {
            if (m.ActorRef.Equals(_found)) Lose(m.ActorRef.Path.Address);
        });
        Receive<AskAgain>(_ => Ask());
        Receive<ActorIdentity>(m =>
        {
            if (_found is not null || m.Subject is null) return;
            _found = Context.Watch(m.Subject);
            Context.Parent.Tell(new CoordinatorFound(m.Subject));
        });
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart()
    {
        Akka.Cluster.Cluster.Get(Context.System).Subscribe(Self, ClusterEvent.InitialStateAsSnapshot, typeof(ClusterEvent.IMemberEvent), typeof(ClusterEvent.UnreachableMember));
        Context.System.EventStream.Subscribe(Self, typeof(DisassociatedEvent));
        Timers.StartPeriodicTimer(AskAgain.Instance, AskAgain.Instance, AskEvery);
    }

    protected override void PostStop()
    {
        Akka.Cluster.Cluster.Get(Context.System).Unsubscribe(Self);
        Context.System.EventStream.Unsubscribe(Self);
    }

    private void Know(SeatMember[] coordinators)
    {
        Address[] now = [.. coordinators.Select(m => m.Node.Address)];
        foreach (Address removed in _members.Except(now).ToArray()) Lose(removed);
        bool more = now.Any(address => !_members.Contains(address));
        _members = [.. now];
        if (coordinators.Length > 0) Context.Parent.Tell(new OldestTerm(coordinators.Min(m => m.UpNumber)));
        if (more) Ask();
    }

    private void Ask()
    {
        if (_found is not null) return;
        foreach (Address member in _members)
            Context.ActorSelection(new RootActorPath(member) / "user" / _name).Tell(new Identify(null));
    }

    private void Lose(Address address)
    {
        if (_found is null || _found.Path.Address != address) return;
        Context.Unwatch(_found);
        _found = null;
        Context.Parent.Tell(CoordinatorLost.Instance);
    }

    private sealed record AskAgain : INoSerializationVerificationNeeded
    {
        public static AskAgain Instance { get; } = new();
    }
}
