using Akka.Actor;
using Akka.Event;
using QuantumCluster.Actors.Coordination;
using QuantumCluster.Actors.Ledger;
using QuantumCluster.Actors.Diary;
using QuantumCluster.Actors.Protocol;
using QuantumCluster.Actors.Settings;
using QuantumCluster.Actors.Telemetry;
using QuantumCluster.Actors.Succession;
using QuantumCluster.Cutting.Jobs;
using QuantumCluster.Cutting.Plans;
using QuantumCluster.Cutting.Variants;
using QuantumCluster.Devices;
using static QuantumCluster.Actors.Protocol.WorkerProtocol;

namespace QuantumCluster.Actors.Working;

/// <summary>
/// One worker node: presents itself to the coordinator, takes as many jobs as its window holds, runs them on its devices and reports
/// what became of them. Outcomes that end together travel together.
/// </summary>
internal sealed class WorkerActor : ReceiveActor, IWithTimers
{
    private readonly WorkerId _id;
    private readonly WorkerSettings _settings;
    private readonly CoordinatorSource _source;
    private readonly string _selfTest;
    private readonly DeviceClass _class;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly ProgramShelf _programs = new();
    private readonly Queue<(FragmentProgram Program, LeasedJob Job)> _ready = new();
    private readonly DevicePool _devices;
    private readonly Window _window;
    private readonly EmulatedTime? _emulated;
    private readonly TimeProvider _time;
    private readonly List<LeasedOutcome> _outcomes = [];
    private readonly List<IActorRef> _drainers = [], _awaiting = [];
    private IActorRef? _coordinator;
    private Allegiance _allegiance = Allegiance.None;
    private long _granted, _refusedGrants;
    private int _inHand;
    private bool _registered, _reporting, _draining, _drainConfirmed;

    public WorkerActor(WorkerId id, WorkerSettings settings, CoordinatorSource source, string selfTest, IReadOnlyList<IQuantumDevice> devices, TimeProvider time)
    {
        (_id, _settings, _source, _selfTest, _class, _time) = (id, settings, source, selfTest, devices[0].Profile.Class, time);
        _window = new Window(settings);
        _emulated = EmulatedTime.Of(devices[0].Profile, settings);
        _devices = new DevicePool([.. devices.Select((device, i) => Context.ActorOf(
            DeviceActor.Props(device, _emulated, time), $"device-{i}"))]);

        Receive<CoordinatorFound>(m => Turn(m.Coordinator));
        Receive<CoordinatorLost>(_ =>
        {
            if (_registered) _log.Report(new NodeEvent.CoordinatorLost());
            (_coordinator, _registered) = (null, false);
            EndDrain();
        });
        Receive<OldestTerm>(m => _allegiance = _allegiance.From(m.Term));
        Receive<WorkerRegistered>(m => m.Worker == _id, m =>
        {
            if (Heeds(m.Term)) Registered(m);
        });
        Receive<WorkerRefused>(m => m.Worker == _id, Context.System.EventStream.Publish); // for the node, which need not go on
        Receive<RegistrationRequested>(m => m.Worker == _id, _ =>
        {
            if (_draining) ConfirmDrain(); // a coordinator that does not know this worker has granted it nothing
            else Register();
        });
        Receive<DrainConfirmed>(m => m.Worker == _id, _ => ConfirmDrain());
        Receive<JobsGranted>(m => m.Worker == _id, m =>
        {
            if (Heeds(m.Term)) Take(m);
            else Refuse(m);
        });
        Receive<ProgramProvided>(Learn);
        Receive<DeviceActor.JobEnded>(m =>
        {
            _devices.Release(Sender);
            _window.Add(m.Took);
            End(m.Outcome);
            Start();
        });
        Receive<ReportNow>(_ => Report());
        Receive<PresentAgain>(_ =>
        {
            if (_draining) SayDraining();
            else Register();
            AskAgain();
        });
        Receive<Drain>(_ =>
        {
            _draining = true;
            _drainers.Add(Sender);
            SayDraining();
            EndDrain();
        });
        Receive<GetPlace>(_ => Sender.Tell(Here()));
        Receive<AwaitPlace>(_ =>
        {
            if (_registered) Sender.Tell(Here());
            else _awaiting.Add(Sender);
        });
    }

    public ITimerScheduler Timers { get; set; } = null!;

    /// <param name="selfTest">Digest of the self-test program's result on these devices.</param>
    /// <param name="devices">At least one, all of one class.</param>
    public static Props Props(WorkerId id, WorkerSettings settings, CoordinatorSource source, string selfTest, IReadOnlyList<IQuantumDevice> devices, TimeProvider time) =>
        Akka.Actor.Props.Create(() => new WorkerActor(id, settings, source, selfTest, devices, time));

    /// <summary>The total of jobs that may be granted: what was, and what the window still holds.</summary>
    private long CreditLimit => _draining ? _granted : _granted + Math.Max(0, _window.PerDevice * _settings.Devices - _inHand);

    protected override void PreStart()
    {
        if (_source.Open(Context) is { } coordinator) Turn(coordinator);
        Timers.StartPeriodicTimer(PresentAgain.Instance, PresentAgain.Instance, _settings.RegisterEvery);
    }

    private void Turn(IActorRef coordinator)
    {
        (_coordinator, _registered, _drainConfirmed) = (coordinator, false, false);
        if (_draining) SayDraining();
        else Register();
    }

    private void SayDraining()
    {
        if (!_drainConfirmed) _coordinator?.Tell(new CoordinatorProtocol.WorkerDraining(_id));
    }

    private void ConfirmDrain()
    {
        if (!_draining || !Sender.Equals(_coordinator)) return;
        _drainConfirmed = true;
        EndDrain();
    }

    private void Register() =>
        _coordinator?.Tell(new CoordinatorProtocol.RegisterWorker(_id, _class.Qubits, _selfTest, _settings.Devices, _granted, CreditLimit) { Class = _class });

    private Place Here() => new(_registered ? _coordinator : null, _draining, _inHand + _outcomes.Count, _allegiance.Term, _refusedGrants);

    private bool Heeds(long term)
    {
        if (!_allegiance.Admits(term, Sender.Path.Address)) return false;
        _allegiance = _allegiance.To(term, Sender.Path.Address);
        return true;
    }

    private void Refuse(JobsGranted m)
    {
        if (_refusedGrants++ == 0) _log.Warning("Jobs from {0} in term {1} are refused: the term is {2} by now. Further ones are only counted.", Sender.Path.Address, m.Term, _allegiance.Term);
    }

    private void Registered(WorkerRegistered m)
    {
        if (!_registered && _coordinator is { Path.Address: var address }) _log.Report(new NodeEvent.CoordinatorFound($"{address.Host}:{address.Port}") { Term = m.Term });
        _registered = _coordinator is not null;
        if (_registered)
        {
            foreach (IActorRef asker in _awaiting) asker.Tell(Here());
            _awaiting.Clear();
        }

        bool lost = _granted != m.Granted;
        _granted = m.Granted;
        if (lost) _coordinator?.Tell(new CoordinatorProtocol.OfferCredits(_id, CreditLimit));
        Report();
    }

    private void Take(JobsGranted m)
    {
        JobTraces.Learn(m.Traces);
        _granted = m.Granted;
        _inHand += m.Jobs.Length;
        foreach (LeasedJob job in m.Jobs)
        {
            if (_programs.Find(job.Job.Program) is { } program) _ready.Enqueue((program, job));
            else if (_programs.Await(job)) Sender.Tell(new CoordinatorProtocol.ProgramRequested(_id, job.Job.Program));
        }

        Start();
    }

    private void AskAgain()
    {
        if (_coordinator is null) return;
        var (wanted, givenUp) = _programs.AskAgain();
        foreach (ProgramHash program in wanted) _coordinator.Tell(new CoordinatorProtocol.ProgramRequested(_id, program));
        foreach (LeasedJob job in givenUp) End(new(job.Lease, new JobOutcome.Faulted(job.Job.Key, $"the coordinator does not provide program {job.Job.Program}")));
    }

    private void Learn(ProgramProvided m)
    {
        if (!_programs.Awaits(m.Program)) return;
        try
        {
            FragmentProgram program = _programs.Add(m.Program, m.Encoded);
            foreach (LeasedJob job in _programs.Release(m.Program)) _ready.Enqueue((program, job));
        }
        catch (FormatException e)
        {
            foreach (LeasedJob job in _programs.Release(m.Program)) End(new(job.Lease, new JobOutcome.Faulted(job.Job.Key, e.Message)));
        }

        Start();
    }

    private void Start()
    {
        // An emulated processor begins its next job by its own clock, so all its jobs wait beside it; others wait here for whichever device is free first.
        int depth = _emulated is not null ? _window.PerDevice : _window.Depth;
        while (_ready.Count > 0 && _devices.Take(depth) is { } device)
        {
            var (program, job) = _ready.Dequeue();
            device.Tell(new DeviceActor.RunJob(program, job, _time.GetTimestamp()));
        }
    }

    private void End(LeasedOutcome outcome)
    {
        _inHand--;
        _outcomes.Add(outcome);
        if (_reporting) return;
        _reporting = true;
        Self.Tell(ReportNow.Instance); // behind whatever ended meanwhile, so that it goes along
    }

    /// <summary>Sends what has ended. Without a coordinator it is kept: the run may go on with the next one.</summary>
    private void Report()
    {
        _reporting = false;
        if (_coordinator is null) return;
        foreach (CoordinatorProtocol.OutcomesReported message in OutcomePacking.Messages(_id, _outcomes, CreditLimit)) _coordinator.Tell(message);
        _outcomes.Clear();
        EndDrain();
    }

    private void EndDrain()
    {
        // Grants may still be on their way until the coordinator has confirmed. Without a coordinator nobody waits for what is in hand.
        if (!_draining || (_coordinator is not null && (!_drainConfirmed || _inHand > 0 || _outcomes.Count > 0))) return;
        if (_drainers.Count > 0) _log.Report(new NodeEvent.Drained());
        foreach (IActorRef drainer in _drainers) drainer.Tell(Drained.Instance);
        _drainers.Clear();
    }

    /// <summary>From the node: finish what is in hand, take no more, answer <see cref="Drained"/>.</summary>
    internal sealed record Drain : INoSerializationVerificationNeeded
    {
        public static Drain Instance { get; } = new();
    }

    internal sealed record Drained : INoSerializationVerificationNeeded
    {
        public static Drained Instance { get; } = new();
    }

    /// <summary>From the node: where is the coordinator? Answered by <see cref="Place"/>.</summary>
    internal sealed record GetPlace : INoSerializationVerificationNeeded
    {
        public static GetPlace Instance { get; } = new();
    }

    /// <summary>The same, answered once a coordinator has taken this worker.</summary>
    internal sealed record AwaitPlace : INoSerializationVerificationNeeded
    {
        public static AwaitPlace Instance { get; } = new();
    }

    /// <param name="Coordinator">The coordinator that has taken this worker; null when none has.</param>
    /// <param name="JobsInHand">Granted, and their outcomes not reported.</param>
    /// <param name="Term">The highest term that the worker has heard of.</param>
    /// <param name="GrantsRefused">How many grants of lower terms it has refused.</param>
    internal sealed record Place(IActorRef? Coordinator, bool Draining, int JobsInHand, long Term, long GrantsRefused) : INoSerializationVerificationNeeded;

    private sealed record ReportNow : INoSerializationVerificationNeeded
    {
        public static ReportNow Instance { get; } = new();
    }

    private sealed record PresentAgain : INoSerializationVerificationNeeded
    {
        public static PresentAgain Instance { get; } = new();
    }
}
