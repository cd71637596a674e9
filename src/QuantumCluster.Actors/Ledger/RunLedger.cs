using System.Collections.Immutable;
using QuantumCluster.Cutting.Jobs;

namespace QuantumCluster.Actors.Ledger;

/// <summary>
/// Decides which worker gets which job, and what outcomes, losses and time mean for runs. Knows no actor, clock or network: events and
/// the time come in, effects go out, and the same history gives the same effects. Not thread-safe.
/// </summary>
/// <remarks>
/// Every admitted run ends in exactly one <see cref="LedgerEffect.CompleteRun"/> or <see cref="LedgerEffect.FailRun"/> unless it is
/// cancelled, as long as time is handed in when asked for. The first outcome of a job counts, whichever lease it came from.
/// The oldest run is served first; among workers the one with most free credits.
/// </remarks>
public sealed class RunLedger(LedgerSettings settings)
{
    private readonly Dictionary<RunId, RunEntry> _runs = [];
    private readonly Dictionary<WorkerId, WorkerEntry> _workers = [];
    private readonly LinkedList<RunEntry> _waiting = new(); // runs with a non-empty queue, oldest first
    private readonly Turnaround _turnaround = new();
    private readonly List<LedgerEffect> _effects = [];
    private long _leases, _admissions, _done, _requeued, _dropped;
    private int _leased;
    private TimeSpan? _wake, _starvingSince;

    public LedgerCounts Counts => new(_workers.Count, _workers.Values.Sum(w => w.Devices), _workers.Values.Sum(w => Math.Min(w.Devices, w.Leases.Count)),
        _runs.Count, _runs.Values.Sum(r => r.Open.Values.Count(j => j.Lease is null)), _leased, _done, _requeued, _dropped);

    /// <summary>Jobs granted to a worker so far; 0 for one that is not registered.</summary>
    public long GrantedTo(WorkerId worker) => _workers.TryGetValue(worker, out WorkerEntry? known) ? known.Granted : 0;

    /// <param name="now">Time since any fixed moment; never less than in the step before.</param>
    public LedgerStep Handle(LedgerEvent happened, TimeSpan now)
    {
        switch (happened)
        {
            case LedgerEvent.RunAdmitted e: Admit(e); break;
            case LedgerEvent.RunCancelled e: if (_runs.TryGetValue(e.Run, out RunEntry? run)) Close(run); break;
            case LedgerEvent.WorkerRegistered e: Register(e); break;
            case LedgerEvent.CreditsOffered e: Offer(e.Worker, e.CreditLimit); break;
            case LedgerEvent.OutcomesArrived e:
                foreach (LeasedOutcome outcome in e.Outcomes) Arrive(e.Worker, outcome, now);
                Offer(e.Worker, e.CreditLimit);
                break;
            case LedgerEvent.WorkerDraining e: if (_workers.TryGetValue(e.Worker, out WorkerEntry? draining)) draining.Draining = true; break;
            case LedgerEvent.WorkerLost e: Lose(e.Worker, e.Reason); break;
            case LedgerEvent.TimePassed: Expire(now); break;
            default: throw new ArgumentException($"The ledger does not know the event {happened}.", nameof(happened));
        }

        Grant(now);
        Starve(now);
        Wake(now);
        ImmutableArray<LedgerEffect> effects = [.. _effects];
        _effects.Clear();
        return new(this, effects);
    }

    private void Admit(LedgerEvent.RunAdmitted e)
    {
        if (_runs.ContainsKey(e.Run)) return; // submitted again while it is under way
        var run = new RunEntry(e.Run, _admissions++);
        foreach (FragmentJob job in e.Jobs)
        {
            var entry = new JobEntry(run, job);
            run.Open.Add(job.Key, entry);
            run.Queue.AddLast(entry);
        }

        if (run.Open.Count == 0)
        {
            _effects.Add(new LedgerEffect.CompleteRun(run.Id));
            return;
        }

        _runs.Add(run.Id, run);
        _waiting.AddLast(run);
    }

    private void Register(LedgerEvent.WorkerRegistered e)
    {
        foreach (WorkerId other in _workers.Keys.Where(w => w.Node == e.Worker.Node && w != e.Worker).ToArray())
        {
            if (other.Incarnation > e.Worker.Incarnation) return; // a message from an earlier life
            Lose(other, "it restarted");
        }

        if (_workers.TryGetValue(e.Worker, out WorkerEntry? known))
        {
            (known.Devices, known.CreditLimit) = (e.Devices, e.CreditLimit);
            return;
        }

        _workers.Add(e.Worker, new WorkerEntry(e.Worker, e.Devices) { Granted = e.Granted, CreditLimit = e.CreditLimit });
    }

    private void Offer(WorkerId worker, long creditLimit)
    {
        if (_workers.TryGetValue(worker, out WorkerEntry? known)) known.CreditLimit = creditLimit;
    }

    private void Arrive(WorkerId worker, LeasedOutcome leased, TimeSpan now)
    {
        JobKey key = leased.Outcome.Key;
        if (!_runs.TryGetValue(key.Run, out RunEntry? run) || !run.Open.TryGetValue(key, out JobEntry? job)
            || (leased.Outcome is JobOutcome.Faulted && job.Lease?.Id != leased.Lease))
        {
            _dropped++;
            _effects.Add(new LedgerEffect.DropOutcome(key));
            return;
        }

        switch (leased.Outcome)
        {
            case JobOutcome.Refused refused:
                job.Chapters.Add(new JobChapter.Refused(worker, refused.Reason));
                Fail(job);
                break;
            case JobOutcome.Faulted faulted:
                Retry(job, new JobChapter.Faulted(worker, faulted.Reason));
                break;
            default:
                // A lease that expired and was answered after all still teaches how long answers take.
                if (job.Chapters.OfType<JobChapter.Leased>().LastOrDefault(c => c.Lease == leased.Lease) is { } granted) _turnaround.Add(now - granted.At);
                Release(job);
                run.Open.Remove(key);
                _done++;
                _effects.Add(new LedgerEffect.AcceptOutcome(leased.Outcome));
                if (run.Open.Count > 0) break;
                Close(run);
                _effects.Add(new LedgerEffect.CompleteRun(run.Id));
                break;
        }
    }

    private void Lose(WorkerId id, string reason)
    {
        if (!_workers.Remove(id, out WorkerEntry? worker)) return;
        foreach (Lease lease in worker.Leases.Values.OrderByDescending(l => l.Id.Value).ToArray())
            if (lease.Job.Lease == lease) Retry(lease.Job, new JobChapter.WorkerLost(id, reason)); // an earlier failure may have closed its run
    }

    private void Expire(TimeSpan now)
    {
        foreach (Lease lease in _workers.Values.SelectMany(w => w.Leases.Values).Where(l => l.Deadline <= now).OrderByDescending(l => l.Id.Value).ToArray())
            if (lease.Job.Lease == lease) Retry(lease.Job, new JobChapter.Expired(now - lease.GrantedAt));
    }

    /// <summary>Ends the job's lease without an outcome: back to the head of its run's queue, or the end of the run.</summary>
    private void Retry(JobEntry job, JobChapter why)
    {
        job.Chapters.Add(why);
        job.Avoid = job.Lease?.Worker;
        Release(job);
        _requeued++;
        if (job.Attempts >= settings.MaxAttempts)
        {
            Fail(job);
            return;
        }

        if (job.Run.Queue.Count == 0) Await(job.Run);
        job.Run.Queue.AddFirst(job);
    }

    private void Fail(JobEntry job)
    {
        Close(job.Run);
        _effects.Add(new LedgerEffect.FailRun(job.Run.Id, new JobStory(job.Job.Key, [.. job.Chapters])));
    }

    private void Close(RunEntry run)
    {
        foreach (JobEntry job in run.Open.Values) Release(job);
        if (run.Queue.Count > 0) _waiting.Remove(run);
        run.Queue.Clear();
        _runs.Remove(run.Id);
    }

    private void Release(JobEntry job)
    {
        if (job.Lease is not { } lease) return;
        lease.Worker.Leases.Remove(lease.Id);
        job.Lease = null;
        _leased--;
    }

    /// <summary>Puts a run whose queue was empty back where its age says.</summary>
    private void Await(RunEntry run)
    {
        LinkedListNode<RunEntry>? node = _waiting.First;
        while (node is not null && node.Value.Order < run.Order) node = node.Next;
        if (node is null) _waiting.AddLast(run);
        else _waiting.AddBefore(node, run);
    }

    private void Grant(TimeSpan now)
    {
        while (_waiting.First is { } first)
        {
            RunEntry run = first.Value;
            JobEntry job = run.Queue.First!.Value;
            bool open = run.Open.ContainsKey(job.Job.Key);
            WorkerEntry? worker = open ? Choose(job.Avoid) : null;
            if (open && worker is null) break;
            run.Queue.RemoveFirst();
            if (run.Queue.Count == 0) _waiting.RemoveFirst();
            if (worker is not null) Lend(job, worker, now);
        }

        foreach (WorkerEntry worker in _workers.Values)
        {
            if (worker.Granting.Count == 0) continue;
            _effects.Add(new LedgerEffect.GrantJobs(worker.Id, worker.Granted, [.. worker.Granting]));
            worker.Granting.Clear();
        }
    }

    private WorkerEntry? Choose(WorkerEntry? avoid)
    {
        WorkerEntry? best = null;
        foreach (WorkerEntry worker in _workers.Values)
            if (worker.FreeCredits > 0 && (best is null || best == avoid || (worker != avoid && worker.FreeCredits > best.FreeCredits))) best = worker;
        return best;
    }

    private void Lend(JobEntry job, WorkerEntry worker, TimeSpan now)
    {
        var id = new LeaseId(++_leases);
        TimeSpan patience = _turnaround.Lease(settings) * Math.Pow(2, job.Attempts);
        job.Attempts++;
        job.Lease = new Lease(id, job, worker, now, now + patience);
        job.Chapters.Add(new JobChapter.Leased(worker.Id, id, now));
        worker.Leases.Add(id, job.Lease);
        worker.Granted++;
        worker.Granting.Add(new LeasedJob(id, job.Attempts, job.Job));
        _leased++;
        if (_wake is not { } wake || job.Lease.Deadline < wake) RequestWake(job.Lease.Deadline);
    }

    private void Starve(TimeSpan now)
    {
        _starvingSince = _waiting.Count > 0 && _leased == 0 ? _starvingSince ?? now : null;
        if (_starvingSince is not { } since || now - since < settings.StarvationLimit) return;
        foreach (RunEntry run in _waiting.ToArray())
        {
            JobEntry job = run.Open.Values.First(); // none is leased, so any of them tells the story
            job.Chapters.Add(new JobChapter.Starved(now - since, _workers.Count));
            Fail(job);
        }

        _starvingSince = null;
    }

    /// <summary>Keeps one wake-up asked for as long as anything has a deadline; one that comes early is harmless.</summary>
    private void Wake(TimeSpan now)
    {
        if (_starvingSince is { } since && (_wake is not { } next || since + settings.StarvationLimit < next)) RequestWake(since + settings.StarvationLimit);
        if (_wake > now) return;
        _wake = null;
        TimeSpan? earliest = null;
        foreach (WorkerEntry worker in _workers.Values)
            foreach (Lease lease in worker.Leases.Values)
                if (earliest is null || lease.Deadline < earliest) earliest = lease.Deadline;
        if (_starvingSince is { } starving && (earliest is null || starving + settings.StarvationLimit < earliest)) earliest = starving + settings.StarvationLimit;
        if (earliest is { } time) RequestWake(time);
    }

    private void RequestWake(TimeSpan time)
    {
        _wake = time;
        _effects.Add(new LedgerEffect.WakeAt(time));
    }
}
