using Akka.Actor;
using Akka.Cluster;
using Akka.Event;
using QuantumCluster.Actors.Coordination;
using QuantumCluster.Actors.Diary;

namespace QuantumCluster.Actors.Succession;

/// <summary>Runs the coordinator on this node while the node holds the <see cref="Seat"/>, and stops it at once when it does not.</summary>
internal sealed class SeatActor : ReceiveActor
{
    private readonly Akka.Cluster.Cluster _cluster = Akka.Cluster.Cluster.Get(Context.System);
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly Func<long, IActorRef> _start;
    private IActorRef? _coordinator;
    private long? _term, _decided;
    private bool _stoodBy;

    public SeatActor(Func<long, IActorRef> start, int quorum)
    {
        _start = start;

        // An event tells that something changed, the state that follows what to decide on: one picture, not a mixture.
        Receive<ClusterEvent.IClusterDomainEvent>(_ => _cluster.SendCurrentClusterState(Self));
        Receive<ClusterEvent.CurrentClusterState>(state =>
        {
            SeatMember[] coordinators = Coordinators(state);
            long? term = Seat.Term(_cluster.SelfUniqueAddress, coordinators, quorum);
            _stoodBy |= term is null && coordinators.Any(m => m.Serves && m.Node != _cluster.SelfUniqueAddress);
            if (_term is not null && term is null && coordinators.Any(m => m.Serves && m.Node == _cluster.SelfUniqueAddress))
                _log.Report(new NodeEvent.SeatLost(_term.Value, $"it reaches fewer coordinators than the quorum of {quorum}, itself included"));
            Decide(term);
        });
        Receive<Terminated>(_ =>
        {
            (_coordinator, _term) = (null, null);
            Decide(_decided);
        });
    }

    /// <param name="start">Starts the coordinator of a term under its well-known name; it is not called again before that one has stopped.</param>
    /// <param name="quorum">As in <see cref="Seat.Term"/>.</param>
    public static Props Props(Func<long, IActorRef> start, int quorum) => Akka.Actor.Props.Create(() => new SeatActor(start, quorum));

    protected override void PreStart() => _cluster.Subscribe(Self, ClusterEvent.InitialStateAsSnapshot, typeof(ClusterEvent.IMemberEvent), typeof(ClusterEvent.IReachabilityEvent));

    protected override void PostStop() => _cluster.Unsubscribe(Self);

    private static SeatMember[] Coordinators(ClusterEvent.CurrentClusterState state) =>
        [.. state.Members.Where(m => m.HasRole(CoordinatorFinder.Role)).Select(m => SeatMember.Of(m, reachable: !state.Unreachable.Contains(m)))];

    private void Decide(long? term)
    {
        _decided = term;
        if (_coordinator is not null)
        {
            if (term == _term) return;
            _term = null;
            Context.System.Stop(_coordinator); // when it has stopped, the next one may start
        }
        else if (term is { } mine)
        {
            _log.Report(new NodeEvent.SeatTaken(mine, _stoodBy));
            _term = mine;
            _coordinator = Context.Watch(_start(mine));
        }
    }
}
