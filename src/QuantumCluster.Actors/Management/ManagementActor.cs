using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster;
using QuantumCluster.Actors.Coordination;
using QuantumCluster.Actors.Protocol;
using QuantumCluster.Actors.Wire;
using QuantumCluster.Actors.Working;
using static QuantumCluster.Actors.Management.ManagementProtocol;

namespace QuantumCluster.Actors.Management;

/// <summary>Answers for its node what <see cref="IClusterManagement"/> asks, and passes wishes on to the node that they are about.</summary>
internal sealed class ManagementActor : ReceiveActor
{
    /// <summary>The actor's name under <c>/user</c> of every node.</summary>
    public const string Name = "management";

    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(2);

    /// <summary>A drain ends when the jobs in hand do; leases see to it that they do.</summary>
    private static readonly TimeSpan DrainLimit = TimeSpan.FromHours(1);

    private readonly Akka.Cluster.Cluster _cluster = Akka.Cluster.Cluster.Get(Context.System);
    private readonly IActorRef? _worker;
    private readonly IReadOnlyList<ObservedDevice> _devices;
    private readonly string _self;
    private IActorRef? _coordinator;
    private long _term;

    public ManagementActor(IActorRef? worker, IReadOnlyList<ObservedDevice> devices)
    {
        (_worker, _devices, _self) = (worker, devices, Membership.Name(_cluster.SelfAddress));
        Receive<CoordinatorFound>(m => _coordinator = m.Coordinator);
        Receive<CoordinatorLost>(_ => _coordinator = null);
        Receive<OldestTerm>(m => _term = m.Term);
        Receive<GetCluster>(_ => ClusterAsync(_coordinator, _term, Membership.Of(_cluster.State)).PipeTo(Sender));
        Receive<GetWorkers>(m => (m.OnlyThis ? ThisAsync(_worker) : AllAsync([.. _cluster.State.Members.Where(o => o.HasRole("worker")).Select(o => o.Address)])).PipeTo(Sender));
        Receive<DrainNode>(m =>
        {
            if (m.Node != _self) PassOn(m.Node, m);
            else if (_worker is null) Sender.Tell(new NodeRefused(_self, $"{_self} is a coordinator, and only workers hold jobs that can be drained; give a worker, or use qcluster leave."));
            else _worker.Ask<WorkerActor.Drained>(WorkerActor.Drain.Instance, DrainLimit).PipeTo(Sender,
                success: _ => new NodeDrained(_self),
                failure: e => new NodeRefused(_self, $"{_self} could not be drained: {e.GetBaseException().Message}"));
        });
        Receive<LeaveNode>(m =>
        {
            if (m.Node != _self)
            {
                PassOn(m.Node, m);
                return;
            }

            Sender.Tell(new NodeLeaving(_self));
            CoordinatedShutdown.Get(Context.System).Run(LeaveRequested.Instance);
        });
    }

    /// <param name="worker">The node's worker; null on a coordinator.</param>
    /// <param name="devices">The worker's.</param>
    public static Props Props(IActorRef? worker, IReadOnlyList<ObservedDevice> devices) => Akka.Actor.Props.Create(() => new ManagementActor(worker, devices));

    protected override void PreStart() => _coordinator = new CoordinatorSource.ByRole().Open(Context);

    private void PassOn(string node, IMessage wish)
    {
        Member[] nodes = [.. Membership.Nodes(_cluster.State)];
        if (nodes.FirstOrDefault(m => Membership.Name(m.Address) == node) is { } member) ManagementOf(member.Address).Tell(wish, Sender);
        else Sender.Tell(new NodeRefused(node, $"There is no node {node} in the cluster; there are {string.Join(", ", nodes.Select(m => Membership.Name(m.Address)).Order(StringComparer.Ordinal))}."));
    }

    private ActorSelection ManagementOf(Address node) => Context.ActorSelection(new RootActorPath(node) / "user" / Name);

    private async Task<ClusterReported> ClusterAsync(IActorRef? coordinator, long term, ImmutableArray<MemberReport> members)
    {
        SeatReport? seat = null;
        if (coordinator is not null)
        {
            string node = coordinator.Path.Address is { Host: not null } there ? Membership.Name(there) : _self;
            try
            {
                seat = new(node, term, (await coordinator.Ask<ClientProtocol.Status>(CoordinatorProtocol.GetStatus.Instance, AnswerLimit).ConfigureAwait(false)).Counts);
            }
            catch (AskTimeoutException)
            {
                // it has gone, and nobody has told yet
            }
        }

        return new(new(members, seat, WireTraffic.Messages));
    }

    private async Task<WorkersReported> ThisAsync(IActorRef? worker)
    {
        if (worker is null) return new([]);
        WorkerActor.Place place;
        try
        {
            place = await worker.Ask<WorkerActor.Place>(WorkerActor.GetPlace.Instance, AnswerLimit).ConfigureAwait(false);
        }
        catch (AskTimeoutException)
        {
            return new([]); // it hangs; the leases on what it holds tell the coordinator
        }

        WorkerState state = (place.Draining, place.JobsInHand, place.Coordinator) switch
        {
            (true, 0, _) => WorkerState.Drained,
            (true, _, _) => WorkerState.Draining,
            (_, _, null) => WorkerState.Unregistered,
            _ => WorkerState.Registered,
        };
        return new([new(_self, state, place.JobsInHand, [.. _devices.Select(d => d.Report)])]);
    }

    private Task<WorkersReported> AllAsync(Address[] workers)
    {
        Task<WorkersReported>[] asked = [.. workers.Select(w => ManagementOf(w).Ask<WorkersReported>(new GetWorkers(OnlyThis: true), AnswerLimit))];
        return Gather(asked);

        static async Task<WorkersReported> Gather(Task<WorkersReported>[] asked)
        {
            var workers = ImmutableArray.CreateBuilder<WorkerReport>();
            foreach (Task<WorkersReported> answer in asked)
            {
                try
                {
                    workers.AddRange((await answer.ConfigureAwait(false)).Workers);
                }
                catch (AskTimeoutException)
                {
                    // out of reach; the list of members says so
                }
            }

            return new([.. workers.OrderBy(w => w.Node, StringComparer.Ordinal)]);
        }
    }

    /// <summary>Why a node left: somebody told it to, so that its process ends well.</summary>
    internal sealed class LeaveRequested : CoordinatedShutdown.Reason
    {
        public static LeaveRequested Instance { get; } = new();

        public override int ExitCode => 0;
    }
}
