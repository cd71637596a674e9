using System.Collections.Immutable;

namespace QuantumCluster.Actors.Ledger;

/// <summary>
/// Decides which worker gets which job, and what outcomes, losses and time mean for runs. Knows no actor, clock or network: events and
/// the time come in, effects go out, and the same settings and history give the same effects. Not thread-safe.
/// </summary>
/// <remarks>
/// Every admitted run ends in exactly one <see cref="LedgerEffect.CompleteRun"/> or <see cref="LedgerEffect.FailRun"/> unless it is
/// cancelled, as long as time is handed in when asked for. The first outcome of a job counts, whichever of its leases it came from, unless
/// the job is verified: then the outcome on which two nodes agree. A job is only ever granted to workers with the devices that its run says,
/// unless the run allows others when there are none. Sessions share the workers by turns, inside a session the oldest run is
/// served first, among workers the one with most free credits.
/// </remarks>
public sealed class RunLedger
{
    private readonly Books _books;
    private readonly JobFlow _flow;
    private readonly Quarantine _quarantine;
    private readonly Copies _copies;
    private readonly Answers _answers;
    private readonly Grants _grants;
    private readonly Alarms _alarms;

    public RunLedger(LedgerSettings settings)
    {
        _books = new Books(settings);
        _flow = new JobFlow(_books);
        _quarantine = new Quarantine(_books, _flow);
        _copies = new Copies(_books);
        _answers = new Answers(_books, _flow, new Verification(_books, _flow, _quarantine), _copies);
        _grants = new Grants(_books, new Substitution(_books));
        _alarms = new Alarms(_books, _flow, _copies);
    }

    public LedgerCounts Counts => _books.Counts();

    /// <summary>Jobs that at least one worker holds.</summary>
    internal int JobsHeld => _books.Leases.Held;

    /// <summary>Jobs granted to a worker so far; 0 for one that is not registered.</summary>
    public long GrantedTo(WorkerId worker) => _books.Roster.Find(worker)?.Granted ?? 0;

    /// <summary>Why nothing of this node counts any more; null while it does.</summary>
    public string? QuarantineOf(string node) => _books.Roster.Known(node)?.Quarantine;

    /// <summary>True while an answer is waited for under this lease.</summary>
    public bool IsLive(LeaseId lease) => _books.Leases.IsLive(lease);

    /// <param name="now">Time since any fixed moment; never less than in the step before.</param>
    public LedgerStep Handle(LedgerEvent happened, TimeSpan now)
    {
        _books.Now = now;
        switch (happened)
        {
            case LedgerEvent.RunAdmitted e: _flow.Admit(e); break;
            case LedgerEvent.RunCancelled e: if (_books.Runs.TryGetValue(e.Run, out RunEntry? run)) _flow.Abandon(run); break;
            case LedgerEvent.WorkerRegistered e: Register(e); break;
            case LedgerEvent.CreditsOffered e: Hear(e.Worker, e.CreditLimit); break;
            case LedgerEvent.OutcomesArrived e: Arrive(e); break;
            case LedgerEvent.WorkerDraining e: Drain(e.Worker); break;
            case LedgerEvent.WorkerLost e: if (_books.Roster.Find(e.Worker) is { } lost) _quarantine.Lose(lost, e.Reason); break;
            case LedgerEvent.TimePassed: _alarms.Ring(); break;
            default: throw new ArgumentException($"The ledger does not know the event {happened}.", nameof(happened));
        }

        _copies.Continue();
        _grants.Make();
        _alarms.Set();
        ImmutableArray<LedgerEffect> effects = [.. _books.Effects];
        _books.Effects.Clear();
        return new(this, effects);
    }

    private void Register(LedgerEvent.WorkerRegistered e)
    {
        NodeEntry node = _books.Roster.Node(e.Worker.Node);
        if (node.Quarantine is not null || node.Worker?.Id.Incarnation > e.Worker.Incarnation) return; // the latter: a message from an earlier life
        if (node.Worker is { } earlier && earlier.Id != e.Worker) _quarantine.Lose(earlier, "it restarted");
        if (Hear(e.Worker, e.CreditLimit) is { } known)
        {
            known.Resize(e.Devices);
            return;
        }

        WorkerEntry worker = _books.Roster.Add(e.Worker, node, e.Class, e.Devices);
        (worker.Granted, worker.CreditLimit) = (e.Granted, e.CreditLimit);
        _books.Demands.Recount(_books.Now);
    }

    private void Drain(WorkerId id)
    {
        if (Hear(id, null) is not { } worker) return;
        worker.Draining = true;
        _books.Demands.Recount(_books.Now);
    }

    private void Arrive(LedgerEvent.OutcomesArrived e)
    {
        WorkerEntry? worker = Hear(e.Worker, e.CreditLimit);
        foreach (InvalidOutcome invalid in e.Invalid) _answers.Take(e.Worker, invalid);
        foreach (LeasedOutcome outcome in e.Outcomes)
        {
            _answers.Take(e.Worker, outcome);
            worker?.Answered(_books.Now);
        }
    }

    /// <summary>A registered worker has said something: it lives.</summary>
    private WorkerEntry? Hear(WorkerId id, long? creditLimit)
    {
        if (_books.Roster.Find(id) is not { } worker) return null;
        worker.Suspect = false;
        worker.CreditLimit = creditLimit ?? worker.CreditLimit;
        return worker;
    }
}
