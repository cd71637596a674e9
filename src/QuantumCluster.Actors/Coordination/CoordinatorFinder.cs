using Akka.Actor;
using Akka.Cluster;
using Akka.Remote;
using QuantumCluster.Actors.Protocol;
using QuantumCluster.Actors.Succession;

namespace QuantumCluster.Actors.Coordination;

/// <summary>Tells its parent where the coordinator is: on the member with the role <c>coordinator</c>, under its well-known name.</summary>
internal sealed class CoordinatorFinder : ReceiveActor, IWithTimers
{
    public const string Role = "coordinator";

    private static readonly TimeSpan AskEvery = TimeSpan.FromMilliseconds(250);
    private readonly Dictionary<Address, long> _members = []; // with their up-numbers
    private IActorRef? _found;

    public CoordinatorFinder()
    {
        Receive<ClusterEvent.CurrentClusterState>(state =>
        {
            foreach (Member member in state.Members.Where(m => m.Status is MemberStatus.Up)) Add(member);
        });
        Receive<ClusterEvent.MemberUp>(m => Add(m.Member));
        Receive<ClusterEvent.MemberRemoved>(m =>
        {
            if (!_members.Remove(m.Member.Address)) return;
            Lose(m.Member.Address);
            TellOldest();
        });
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
        Akka.Cluster.Cluster.Get(Context.System).Subscribe(Self, ClusterEvent.InitialStateAsSnapshot, typeof(ClusterEvent.MemberUp), typeof(ClusterEvent.MemberRemoved));
        Context.System.EventStream.Subscribe(Self, typeof(DisassociatedEvent));
        Timers.StartPeriodicTimer(AskAgain.Instance, AskAgain.Instance, AskEvery);
    }

    protected override void PostStop()
    {
        Akka.Cluster.Cluster.Get(Context.System).Unsubscribe(Self);
        Context.System.EventStream.Unsubscribe(Self);
    }

    private void Add(Member member)
    {
        if (!member.HasRole(Role) || !_members.TryAdd(member.Address, SeatMember.Of(member, reachable: true).UpNumber)) return;
        TellOldest();
        Ask();
    }

    private void TellOldest()
    {
        if (_members.Count > 0) Context.Parent.Tell(new OldestTerm(_members.Values.Min()));
    }

    private void Ask()
    {
        if (_found is not null) return;
        foreach (Address member in _members.Keys)
            Context.ActorSelection(new RootActorPath(member) / "user" / CoordinatorActor.Name).Tell(new Identify(null));
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
