using System.Collections.Immutable;
using QuantumCluster.Cutting.Jobs;

namespace QuantumCluster.Actors.Ledger;

/// <summary>The ways of jobs and runs: begun, accepted, done again, failed.</summary>
internal sealed class JobFlow(Books books)
{
    private long _admissions;

    public void Admit(LedgerEvent.RunAdmitted e)
    {
        if (books.Runs.ContainsKey(e.Run)) return; // submitted again while it is under way
        if (e.Jobs.Count == 0)
        {
            books.Effects.Add(new LedgerEffect.CompleteRun(e.Run));
            return;
        }

        var run = new RunEntry(e.Run, books.Queue.SessionOf(e.Run), _admissions++, e.Jobs, Math.Max(e.Verify, books.Settings.Verify));
        run.Parts = Parts(run, e.Shares);
        books.Runs.Add(run.Id, run);
        books.Queue.Add(run);
    }

    /// <summary>Neighbours that need the same are one part.</summary>
    private ImmutableArray<RunPart> Parts(RunEntry run, ImmutableArray<JobShare> shares)
    {
        if (shares.IsEmpty) shares = [new(run.Jobs.Count, Demand.Exact)];
        var parts = ImmutableArray.CreateBuilder<RunPart>();
        int first = 0, next = 0;
        for (int s = 0; s < shares.Length; s++)
        {
            next += shares[s].Jobs;
            if (next == first || (s + 1 < shares.Length && shares[s + 1].Demand == shares[s].Demand)) continue;
            parts.Add(new RunPart(run, books.Demands.Of(run, shares[s].Demand, books.Now), first, next));
            first = next;
        }

        return next == run.Jobs.Count
            ? parts.ToImmutable()
            : throw new ArgumentException($"Run {run.Id} has {run.Jobs.Count} jobs, and its shares are of {next}.");
    }

    /// <summary>The outcome counts. It is kept only if another one may come to be compared with it.</summary>
    public void Accept(JobEntry job, NodeEntry node, JobOutcome outcome, bool verified)
    {
        RunEntry run = job.Run;
        for (Lease? lease = job.Leases; lease is not null; lease = lease.Before) books.Leases.End(lease);
        books.Queue.Remove(job);
        (job.IsDone, job.IsVerified) = (true, verified);
        if (job.Leases is null) job.Claims = null;
        else (job.Claims, job.Accepted) = (job.Claims ?? [new(node, outcome)], outcome);

        if (verified) books.Tally.Verified++;
        else node.Unverified++;
        run.Suppliers[job.Index] = verified ? RunEntry.Verified : node.Number;
        run.Open--;
        books.Tally.Done++;
        books.Effects.Add(new LedgerEffect.AcceptOutcome(outcome) { Substitute = job.Substitute });
        if (run.Open > 0) return;
        End(run);
        books.Effects.Add(new LedgerEffect.CompleteRun(run.Id));
    }

    /// <summary>The accepted outcome of an open run's job counts no more.</summary>
    public void Retract(JobEntry job)
    {
        RunEntry run = job.Run;
        if (run.Suppliers[job.Index] > 0) books.Roster.Numbered(run.Suppliers[job.Index]).Unverified--;
        run.Suppliers[job.Index] = 0;
        run.Open++;
        (job.IsDone, job.Accepted) = (false, null);
        books.Tally.Retracted++;
        books.Effects.Add(new LedgerEffect.RetractOutcome(job.Job.Key));
    }

    /// <summary>The lease ends without an outcome: the job is granted again, unless somebody else has it, or is the end of its run.</summary>
    public void Retry(Lease lease, JobChapter why)
    {
        JobEntry job = lease.Job;
        job.Tell(lease, why);
        job.Avoid = lease.Worker;
        books.Leases.End(lease);
        books.Tally.Requeued++;
        job.Failures++;
        if (job.LiveLeases > 0)
        {
            if (job.Lane is not null) books.Queue.Add(job, first: true); // it waits for another set of workers now
            return;
        }

        if (job.Failures >= books.Settings.MaxAttempts) Fail(job);
        else books.Queue.Add(job, first: true);
    }

    public void Fail(JobEntry job)
    {
        JobStory story = job.Story();
        Abandon(job.Run);
        books.Effects.Add(new LedgerEffect.FailRun(job.Run.Id, story));
    }

    /// <summary>The run is over without a result.</summary>
    public void Abandon(RunEntry run)
    {
        foreach (int supplier in run.Suppliers)
            if (supplier > 0) books.Roster.Numbered(supplier).Unverified--;
        End(run);
    }

    private void End(RunEntry run)
    {
        run.IsOver = true;
        books.Runs.Remove(run.Id);
        books.Queue.Remove(run);
        books.Demands.Release(run);
        if (run.Open > 0 || run.EndedLeases > 0) books.Leases.Forget(run);
        if (run.Open > 0 && books.Undecided.Count > 0) books.Undecided.RemoveWhere(j => j.Run == run);
    }
}
