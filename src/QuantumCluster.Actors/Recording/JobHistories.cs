using System.Globalization;
using QuantumCluster.Actors.Ledger;
using QuantumCluster.Cutting.Jobs;

namespace QuantumCluster.Actors.Recording;

/// <summary>Writes the histories of jobs from the steps of a replay.</summary>
/// <param name="ledger">The ledger of the replay, as it is after the step that is taken.</param>
/// <param name="wanted">Of which runs.</param>
public sealed class JobHistories(Func<RunLedger> ledger, Func<RunId, bool> wanted)
{
    private readonly Dictionary<JobKey, Entry> _jobs = [];
    private readonly HashSet<Entry> _held = [];

    /// <summary>In the order in which they were queued.</summary>
    public IEnumerable<JobHistory> All => _jobs.Values.Select(j => new JobHistory(j.Key, [.. j.Moments]));

    public void Take(ReplayedStep step)
    {
        Happen(step);
        foreach (LedgerEffect effect in step.Effects) Settle(step, effect);
        foreach (Entry job in _held.ToArray()) End(step, job);
        foreach (LedgerEffect.GrantJobs grant in step.Effects.OfType<LedgerEffect.GrantJobs>()) Grant(step.At, grant);
    }

    private void Happen(ReplayedStep step)
    {
        switch (step.Happened)
        {
            case LedgerEvent.RunAdmitted e when wanted(e.Run):
                foreach (FragmentJob job in e.Jobs)
                    if (_jobs.TryAdd(job.Key, new Entry(job.Key))) _jobs[job.Key].Tell(new(step.At, JobTurn.Queued, null, default, "queued"));
                break;
            case LedgerEvent.RunCancelled e:
                Abandon(step.At, e.Run, "its run is cancelled");
                break;
            case LedgerEvent.OutcomesArrived e:
                foreach (LeasedOutcome outcome in e.Outcomes)
                    if (_jobs.TryGetValue(outcome.Outcome.Key, out Entry? job)) Answer(step, job, e.Worker, outcome);
                foreach (InvalidOutcome invalid in e.Invalid)
                    if (_jobs.TryGetValue(invalid.Key, out Entry? job))
                    {
                        job.Answered = (e.Worker, invalid.Lease);
                        job.Tell(new(step.At, JobTurn.Invalid, e.Worker, invalid.Lease, $"{e.Worker} gave what cannot be true ({invalid.Reason})"));
                    }

                break;
        }
    }

    private static void Answer(ReplayedStep step, Entry job, WorkerId worker, LeasedOutcome leased)
    {
        job.Answered = (worker, leased.Lease);
        JobMoment? moment = leased.Outcome switch
        {
            JobOutcome.Faulted faulted => new(step.At, JobTurn.Faulted, worker, leased.Lease, $"faulted on {worker} ({faulted.Reason})"),
            JobOutcome.Refused refused => new(step.At, JobTurn.Refused, worker, leased.Lease, $"refused by {worker}: {refused.Reason}"),
            _ when step.Effects.Any(e => e is LedgerEffect.AcceptOutcome a && a.Outcome.Key == job.Key || e is LedgerEffect.DropOutcome d && d.Key == job.Key) => null, // told by its effect
            _ => new(step.At, JobTurn.Answered, worker, leased.Lease, $"answered by {worker}, to be compared with another's answer"),
        };
        if (moment is not null) job.Tell(moment);
    }

    private void Settle(ReplayedStep step, LedgerEffect effect)
    {
        switch (effect)
        {
            case LedgerEffect.AcceptOutcome e when _jobs.TryGetValue(e.Outcome.Key, out Entry? job) && job.Answered is { } by:
                string after = job.Leases.TryGetValue(by.Lease, out Held? held) ? $" after {Duration(step.At - held.Since)}" : "";
                job.IsDone = true;
                job.Tell(new(step.At, JobTurn.Done, by.Worker, by.Lease, $"done by {by.Worker}{after}"));
                break;
            case LedgerEffect.DropOutcome e when _jobs.TryGetValue(e.Key, out Entry? job) && job.Answered is { } by:
                job.Tell(new(step.At, JobTurn.Dropped, by.Worker, by.Lease, $"an answer of {by.Worker} does not count"));
                break;
            case LedgerEffect.RetractOutcome e when _jobs.TryGetValue(e.Key, out Entry? job):
                job.IsDone = false;
                job.Tell(new(step.At, JobTurn.Retracted, null, default, "its outcome is taken back: who gave it is quarantined"));
                break;
            case LedgerEffect.FailRun e:
                Abandon(step.At, e.Run, "its run failed");
                break;
        }
    }

    /// <summary>Says how the leases ended that the ledger no longer holds.</summary>
    private void End(ReplayedStep step, Entry job)
    {
        foreach ((LeaseId lease, Held held) in job.Leases.Where(l => !ledger().IsLive(l.Key)).ToArray())
        {
            job.Leases.Remove(lease);
            if (job.Answered?.Lease == lease) continue;
            TimeSpan silent = step.At - held.Since;
            JobMoment moment = step.Happened switch
            {
                LedgerEvent.WorkerLost e when e.Worker == held.Worker => new(step.At, JobTurn.Lost, held.Worker, lease, $"{held.Worker} lost ({e.Reason})"),
                LedgerEvent.WorkerRegistered e when e.Worker.Node == held.Worker.Node => new(step.At, JobTurn.Lost, held.Worker, lease, $"{held.Worker} lost (it restarted)"),
                _ when step.Effects.Any(e => e is LedgerEffect.QuarantineNode q && q.Node == held.Worker.Node) => new(step.At, JobTurn.Lost, held.Worker, lease, $"{held.Worker} is quarantined"),
                _ when job.IsDone || job.IsAbandoned => new(step.At, JobTurn.Released, held.Worker, lease, $"{held.Worker} is not waited for any longer"),
                _ => new(step.At, JobTurn.Expired, held.Worker, lease, $"no answer from {held.Worker} within {Duration(silent)}: expired"),
            };
            job.Tell(moment);
        }

        if (job.Leases.Count == 0) _held.Remove(job);
    }

    private void Grant(TimeSpan at, LedgerEffect.GrantJobs grant)
    {
        foreach (LeasedJob leased in grant.Jobs)
        {
            if (!_jobs.TryGetValue(leased.Job.Key, out Entry? job)) continue;
            bool copy = job.Leases.Count > 0;
            job.Leases.Add(leased.Lease, new(grant.Worker, at));
            _held.Add(job);
            job.Tell(new(at, copy ? JobTurn.Copied : JobTurn.Leased, grant.Worker, leased.Lease, $"{(copy ? "copied" : "leased")} to {grant.Worker} (attempt {leased.Attempt})"));
        }
    }

    private void Abandon(TimeSpan at, RunId run, string why)
    {
        foreach (Entry job in _jobs.Values.Where(j => j.Key.Run == run && !j.IsDone && !j.IsAbandoned))
        {
            job.IsAbandoned = true;
            job.Tell(new(at, JobTurn.Abandoned, null, default, why));
        }
    }

    private static string Duration(TimeSpan time) => time.TotalSeconds >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.00} s")
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0.00} ms");

    private sealed record Held(WorkerId Worker, TimeSpan Since);

    private sealed class Entry(JobKey key)
    {
        public JobKey Key { get; } = key;
        public List<JobMoment> Moments { get; } = [];
        public Dictionary<LeaseId, Held> Leases { get; } = [];
        public (WorkerId Worker, LeaseId Lease)? Answered { get; set; }
        public bool IsDone { get; set; }
        public bool IsAbandoned { get; set; }

        public void Tell(JobMoment moment) => Moments.Add(moment);
    }
}
