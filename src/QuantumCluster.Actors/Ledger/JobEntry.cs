using System.Collections.Immutable;
using QuantumCluster.Cutting.Jobs;
using QuantumCluster.Cutting.Plans;

namespace QuantumCluster.Actors.Ledger;

/// <summary>A job that has been granted at least once and is not over: until then it is only a number in its run.</summary>
/// <param name="index">Its place among the run's jobs.</param>
/// <param name="verify">Two workers must agree on its outcome.</param>
internal sealed class JobEntry(RunEntry run, int index, FragmentJob job, DemandEntry demand, bool verify)
{
    public RunEntry Run { get; } = run;
    public int Index { get; } = index;
    public FragmentJob Job { get; } = job;
    public bool Verify { get; } = verify;

    /// <summary>What it needs: what its run says, or since it was substituted what its first lease then went to.</summary>
    public DemandEntry Demand { get; set; } = demand;

    /// <summary>The class that does it in the place of the one that its run says; null while that has not happened.</summary>
    public DeviceClass? Substitute { get; set; }

    /// <summary>The newest known lease; see <see cref="Lease.Before"/>.</summary>
    public Lease? Leases { get; set; }
    public int LiveLeases { get; set; }

    /// <summary>How often it was granted, copies and verifications included.</summary>
    public int Grants { get; set; }
    public int Copies { get; set; }

    /// <summary>Leases that ended without an answer that helps.</summary>
    public int Failures { get; set; }

    /// <summary>Who had it last and did not deliver: somebody else is preferred.</summary>
    public WorkerEntry? Avoid { get; set; }

    /// <summary>Where it waits to be granted again; null when it does not wait.</summary>
    public Lane? Lane { get; set; }
    public LinkedListNode<JobEntry>? Place { get; set; }

    /// <summary>What nodes said its outcome is; null while nobody's word is in doubt.</summary>
    public List<Claim>? Claims { get; set; }

    /// <summary>The outcome that counts, kept while another may come to be compared with it.</summary>
    public JobOutcome? Accepted { get; set; }
    public List<NodeEntry>? Refusers { get; set; }
    public bool IsDone { get; set; }
    public bool IsVerified { get; set; }
    public bool IsDisputed { get; set; }

    /// <summary>Null while nothing has gone wrong.</summary>
    public List<JobChapter>? Chapters { get; private set; }

    public void Tell(JobChapter chapter) => (Chapters ??= []).Add(chapter);

    /// <summary>What befell the job under a lease that ends here.</summary>
    public void Tell(Lease lease, JobChapter end)
    {
        Tell(new JobChapter.Leased(lease.Worker.Id, lease.Id, lease.GrantedAt));
        Tell(end);
    }

    public JobStory Story()
    {
        for (Lease? lease = Leases; lease is not null; lease = lease.Before)
            if (lease.IsLive) Tell(new JobChapter.Leased(lease.Worker.Id, lease.Id, lease.GrantedAt));
        return new(Job.Key, Job.Step, [.. Chapters ?? []]);
    }

    /// <summary>Nodes whose word on this job has been heard or is awaited: another one is needed. By their numbers.</summary>
    public ImmutableArray<NodeEntry> Spent()
    {
        if (LiveLeases == 0 && Claims is null && Refusers is null) return [];
        var nodes = new SortedSet<NodeEntry>(Comparer<NodeEntry>.Create((a, b) => a.Number.CompareTo(b.Number)));
        for (Lease? lease = Leases; lease is not null; lease = lease.Before)
            if (lease.IsLive) nodes.Add(lease.Worker.Node);
        foreach (Claim claim in Claims ?? []) nodes.Add(claim.Node);
        foreach (NodeEntry refuser in Refusers ?? []) nodes.Add(refuser);
        return [.. nodes];
    }
}
