using QuantumCluster.Circuits;
using QuantumCluster.Cutting.Jobs;

namespace QuantumCluster.Actors.Ledger;

/// <summary>
/// Decides whose word on an outcome counts. A job that is to be verified needs the same bits from two nodes; where two differ, further
/// nodes are asked until two agree, and those who said otherwise are quarantined. So one liar among three or more nodes never gets a lie
/// into a verified job; two nodes can tell that one of them lies, not which.
/// </summary>
internal sealed class Verification(Books books, JobFlow flow, Quarantine quarantine)
{
    /// <summary>The job of this number: made now, and chosen for verification or not by its key alone.</summary>
    public static JobEntry Begin(LedgerSettings settings, RunEntry run, int index)
    {
        FragmentJob job = run.Jobs[index];
        return new JobEntry(run, index, job, run.DemandOf(index), Chooses(settings.VerifySeed, job.Key, run.Verify));
    }

    public static bool Chooses(Seed seed, JobKey key, double share)
    {
        if (share is <= 0 or >= 1) return share >= 1;
        Seed drawn = seed.For(key.Run.Session).For((ulong)key.Run.Number).For((ulong)key.Fragment).For((ulong)key.FirstVariant).For((ulong)key.VariantCount)
            .For((ulong)key.FirstSample).For((ulong)key.SampleCount);
        return (drawn.Value >> 11) / (double)(1UL << 53) < share;
    }

    /// <summary>A node's word on an open job.</summary>
    public void Hear(JobEntry job, NodeEntry node, JobOutcome outcome)
    {
        if (!job.Verify && job.Claims is null)
        {
            Accept(job, node, outcome, verified: false);
            return;
        }

        (job.Claims ??= []).Add(new(node, outcome));
        Decide(job);
    }

    /// <summary>Another answer to a job that is done.</summary>
    public void Compare(JobEntry job, NodeEntry node, JobOutcome outcome)
    {
        job.Claims!.Add(new(node, outcome));
        if (new Claim(node, outcome).AgreesWith(job.Accepted!))
        {
            int supplier = job.Run.Suppliers[job.Index];
            if (supplier == RunEntry.Verified || supplier == node.Number) return;
            books.Roster.Numbered(supplier).Unverified--;
            job.Run.Suppliers[job.Index] = RunEntry.Verified;
            job.IsVerified = true;
            books.Tally.Verified++;
        }
        else if (job.IsVerified)
        {
            Sentence([node], job);
        }
        else
        {
            flow.Retract(job);
            Decide(job);
        }
    }

    /// <summary>What the claims on an open job amount to.</summary>
    public void Decide(JobEntry job)
    {
        List<Claim> claims = job.Claims!;
        foreach (Claim claim in claims)
        {
            if (!claims.Exists(c => c.Node != claim.Node && c.AgreesWith(claim.Outcome))) continue;
            books.Undecided.Remove(job);
            Sentence([.. claims.Where(c => !c.AgreesWith(claim.Outcome)).Select(c => c.Node).Distinct()], job);
            if (job.Run.IsOver) return;
            Claim honest = claims.Find(c => c.Node.Quarantine is null && c.AgreesWith(claim.Outcome)); // one of the two may have contradicted itself
            if (honest.Node is not null)
            {
                Accept(job, honest.Node, honest.Outcome, verified: true);
                return;
            }

            claims.RemoveAll(c => c.Node.Quarantine is not null);
            break;
        }

        bool disputed = claims.Exists(c => !c.AgreesWith(claims[0].Outcome));
        if (claims.Count > 0 && !disputed && !job.Verify)
        {
            books.Undecided.Remove(job);
            Accept(job, claims[0].Node, claims[0].Outcome, verified: false); // the one who said otherwise is quarantined
            return;
        }

        if (disputed && !job.IsDisputed)
        {
            job.IsDisputed = true;
            books.Tally.Disagreed++;
            job.Tell(new JobChapter.Disputed([.. claims.Select(c => c.Node.Name).Distinct()]));
        }

        books.Undecided.Add(job);
        if (job.LiveLeases == 0 || job.Lane is not null) books.Queue.Add(job, first: false); // else whoever has it will tell
    }

    /// <summary>The node's answer cannot be true.</summary>
    public void Offend(NodeEntry node, string offence) => DecideAnew(quarantine.Offend(node, offence));

    private void Accept(JobEntry job, NodeEntry node, JobOutcome outcome, bool verified)
    {
        NodeEntry[] refusers = [.. job.Refusers ?? []];
        flow.Accept(job, node, outcome, verified);
        foreach (NodeEntry refuser in refusers)
            if (refuser != node) Offend(refuser, $"it refused the job of {job.Job.Key}, which {node.Name} did");
    }

    private void Sentence(NodeEntry[] liars, JobEntry job)
    {
        foreach (NodeEntry liar in liars)
            DecideAnew(quarantine.Sentence(liar, $"two other nodes agree on the outcome of {job.Job.Key}, and it gave another"));
    }

    private void DecideAnew(IReadOnlyList<JobEntry> jobs)
    {
        foreach (JobEntry job in jobs)
            if (job is { IsDone: false, Run.IsOver: false }) Decide(job);
    }
}
