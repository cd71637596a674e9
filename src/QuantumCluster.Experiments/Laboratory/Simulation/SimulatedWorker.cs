using QuantumCluster.Actors.Faults;
using QuantumCluster.Actors.Ledger;
using QuantumCluster.Circuits;
using QuantumCluster.Cutting.Jobs;

namespace QuantumCluster.Experiments.Laboratory.Simulation;

/// <summary>A worker node as the real one behaves towards the coordinator: credits, jobs in hand, devices; it can die, hang and come again.</summary>
internal sealed class SimulatedWorker(int number, SimulationSettings settings, IWorkload workload, EventQueue events, SimulatedCoordinator coordinator)
{
    private readonly Queue<LeasedJob> _ready = new();
    private readonly SimulatedLink _link = new(settings.Costs.Way, events);
    private SimulatedDevice[] _devices = [];
    private TimeSpan _frozenUntil;
    private long _incarnation, _granted;
    private int _inHand, _replaced;
    private bool _draining;

    /// <summary>A node that took the place of one in quarantine has a name of its own.</summary>
    public string Name { get; private set; } = $"worker-{number}";

    public WorkerId Id => new(Name, _incarnation);

    public bool IsUp { get; private set; }

    private long CreditLimit => _draining ? _granted : _granted + Math.Max(0, settings.WindowPerDevice * _devices.Length - _inHand);

    public void Start()
    {
        if (IsUp) return;
        (IsUp, _draining, _granted, _inHand) = (true, false, 0, 0);
        _devices = [.. Enumerable.Range(0, settings.DevicesPerWorker).Select(_ => new SimulatedDevice())];
        _incarnation++;
        PresentAgain(_incarnation);
    }

    /// <summary>Its devices and what they hold are gone; the coordinator learns it when the connection breaks.</summary>
    public void Die()
    {
        WorkerId dead = Id;
        IsUp = false;
        _ready.Clear();
        events.After(settings.Costs.BrokenConnection, () => coordinator.Receive(new LedgerEvent.WorkerLost(dead, "the connection broke")));
    }

    /// <summary>Nobody listens to it any more: whoever supervises it puts a new node in its place.</summary>
    public void Replace()
    {
        IsUp = false;
        _ready.Clear();
        Name = $"worker-{number}.{++_replaced}";
    }

    /// <summary>Finishes what it has and takes no more.</summary>
    public void Leave()
    {
        _draining = true;
        Tell(new LedgerEvent.WorkerDraining(Id));
        EndDrain();
    }

    /// <summary>Nothing is heard of it for a while, and it hears nothing; its devices go on.</summary>
    public void Freeze(TimeSpan time) => _frozenUntil = events.Now + time > _frozenUntil ? events.Now + time : _frozenUntil;

    /// <param name="act">What befalls a device or the link.</param>
    public void Suffer(FaultAct act, Seed seed)
    {
        switch (act)
        {
            case FaultAct.Slow { Device: var d }: Device(d).Suffer(act, seed, events.Now); break;
            case FaultAct.Crash { Device: var d }: Device(d).Suffer(act, seed, events.Now); break;
            case FaultAct.Corrupt { Device: var d }: Device(d).Suffer(act, seed, events.Now); break;
            case FaultAct.Lie { Device: var d }: Device(d).Suffer(act, seed, events.Now); break;
            default: _link.Suffer(act, seed); break;
        }
    }

    /// <summary>The coordinator has granted it jobs; they are on their way.</summary>
    public void Send(LedgerEffect.GrantJobs grant) => _link.Send(() => Awake(grant.Worker.Incarnation, () =>
    {
        _granted = grant.Granted;
        _inHand += grant.Jobs.Length;
        foreach (LeasedJob job in grant.Jobs) _ready.Enqueue(job);
        Begin();
    }), fromWorker: false);

    public void Register() => Tell(new LedgerEvent.WorkerRegistered(Id, _devices.Length, _granted, CreditLimit), Registered);

    private SimulatedDevice Device(int index) => _devices[index % _devices.Length];

    private void PresentAgain(long incarnation)
    {
        if (!IsUp || incarnation != _incarnation) return;
        if (!_draining) Register();
        events.After(settings.Costs.RegisterEvery, () => PresentAgain(incarnation));
    }

    /// <summary>The coordinator's answer tells how many jobs it has granted: those that got lost are not in hand.</summary>
    private void Registered()
    {
        WorkerId asked = Id;
        long granted = coordinator.GrantedTo(asked);
        _link.Send(() => Awake(asked.Incarnation, () =>
        {
            if (granted <= _granted) return;
            _granted = granted;
            Tell(new LedgerEvent.CreditsOffered(Id, CreditLimit));
        }), fromWorker: false);
    }

    private void Begin()
    {
        while (_ready.Count > 0 && Array.Find(_devices, d => !d.IsBusy) is { } device)
        {
            LeasedJob job = _ready.Dequeue();
            device.IsBusy = true;
            var (mishap, delay) = device.Next(events.Now);
            long incarnation = _incarnation;
            events.After(settings.DeviceTime + Wait(job) + delay, () => Awake(incarnation, () =>
            {
                device.IsBusy = false;
                _inHand--;
                Report(job, mishap);
                Begin();
                EndDrain();
            }));
        }
    }

    private void EndDrain()
    {
        if (!_draining || _inHand > 0) return;
        WorkerId gone = Id;
        IsUp = false;
        Tell(new LedgerEvent.WorkerLost(gone, "it left"));
    }

    /// <summary>The same for the same attempt at the same job, so that two policies meet the same waits as far as they go together.</summary>
    private TimeSpan Wait(LeasedJob job)
    {
        JobKey key = job.Job.Key;
        Seed seed = settings.Seed.For("wait").For((ulong)key.Run.Number).For((ulong)key.Fragment).For((ulong)key.FirstVariant).For((ulong)key.FirstSample).For((ulong)job.Attempt);
        return settings.Queue.Draw(seed.Generator());
    }

    private void Report(LeasedJob job, (FaultKind Kind, KeyedRandom Chance)? mishap)
    {
        JobOutcome truth = workload.Truth(job.Job);
        var outcomes = new LedgerEvent.OutcomesArrived(Id, [], CreditLimit);
        Tell(mishap switch
        {
            { Kind: FaultKind.Corrupt } => outcomes with { Invalid = [new InvalidOutcome(job.Lease, job.Job.Key, "it cannot be true")] },
            { Kind: FaultKind.Crash } => outcomes with { Outcomes = [new(job.Lease, new JobOutcome.Faulted(job.Job.Key, "a fault was injected into this device"))] },
            { Kind: FaultKind.Lie, Chance: var chance } => outcomes with { Outcomes = [new(job.Lease, DamagedOutcome.Falsify(truth, chance))] },
            _ => outcomes with { Outcomes = [new(job.Lease, truth)] },
        });
    }

    private void Tell(LedgerEvent message, Action? heard = null) => _link.Send(() =>
    {
        coordinator.Receive(message);
        heard?.Invoke();
    }, fromWorker: true);

    /// <summary>Now, or when it is awake again; never if it has died meanwhile.</summary>
    private void Awake(long incarnation, Action happens)
    {
        if (!IsUp || incarnation != _incarnation) return;
        if (events.Now < _frozenUntil) events.At(_frozenUntil, () => Awake(incarnation, happens));
        else happens();
    }
}
