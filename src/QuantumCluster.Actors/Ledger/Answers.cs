using QuantumCluster.Cutting.Jobs;

namespace QuantumCluster.Actors.Ledger;

/// <summary>What workers say became of their jobs. Only who was granted a job is listened to about it, and nobody in quarantine.</summary>
internal sealed class Answers(Books books, JobFlow flow, Verification verification, Copies copies)
{
    public void Take(WorkerId worker, LeasedOutcome leased)
    {
        if (Known(leased.Lease, worker, leased.Outcome.Key) is not { } lease) return;
        JobEntry job = lease.Job;
        if (job.IsDone)
        {
            books.Tally.Duplicated++;
            Drop(job.Job.Key);
            books.Leases.Forget(lease);
            if (leased.Outcome is not (JobOutcome.Faulted or JobOutcome.Refused)) verification.Compare(job, lease.Worker.Node, leased.Outcome);
            return;
        }

        switch (leased.Outcome)
        {
            case JobOutcome.Refused refused:
                Refuse(lease, refused.Reason);
                break;
            case JobOutcome.Faulted when !lease.IsLive:
                Drop(job.Job.Key);
                break;
            case JobOutcome.Faulted faulted:
                flow.Retry(lease, new JobChapter.Faulted(worker, faulted.Reason));
                break;
            default:
                lease.Worker.Class.Turnaround.Add(books.Now - lease.GrantedAt); // a lease that expired and was answered after all still teaches how long answers take
                copies.Learn(lease);
                books.Leases.Forget(lease);
                verification.Hear(job, lease.Worker.Node, leased.Outcome);
                break;
        }
    }

    public void Take(WorkerId worker, InvalidOutcome invalid)
    {
        if (Known(invalid.Lease, worker, invalid.Key) is not { } lease) return;
        books.Tally.Invalid++;
        if (lease.IsLive) flow.Retry(lease, new JobChapter.Invalid(worker, invalid.Reason));
        else Drop(invalid.Key);
        verification.Offend(lease.Worker.Node, invalid.Reason);
    }

    /// <summary>One refusal may be the worker's own trouble, two are the job's.</summary>
    private void Refuse(Lease lease, string reason)
    {
        JobEntry job = lease.Job;
        books.Tally.Refused++;
        job.Tell(lease, new JobChapter.Refused(lease.Worker.Id, reason));
        books.Leases.Forget(lease);
        if (!(job.Refusers ??= []).Contains(lease.Worker.Node)) job.Refusers.Add(lease.Worker.Node);
        bool hopeless = job.Refusers.Count > 1 || !books.Roster.Workers.Any(w => !w.Draining && job.Demand.Admits(w.Class) && !job.Refusers.Contains(w.Node));
        if (hopeless) flow.Fail(job);
        else if (job.LiveLeases == 0 || job.Lane is not null) books.Queue.Add(job, first: true);
    }

    private Lease? Known(LeaseId id, WorkerId worker, JobKey key)
    {
        Lease? lease = books.Leases.Find(id, worker, key);
        if (lease is { Worker.Node.Quarantine: null }) return lease;
        Drop(key);
        return null;
    }

    private void Drop(JobKey key)
    {
        books.Tally.Dropped++;
        books.Effects.Add(new LedgerEffect.DropOutcome(key));
    }
}
