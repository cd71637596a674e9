using QuantumCluster.Cutting.Jobs;

namespace QuantumCluster.Actors.Ledger;

/// <summary>All leases: the live ones, and ended ones of open runs, whose answers still count or can be compared.</summary>
internal sealed class LeaseBook
{
    private readonly Dictionary<LeaseId, Lease> _known = [];
    private readonly DeadlineHeap _deadlines = new();
    private long _granted;

    /// <summary>Live leases.</summary>
    public int Live { get; private set; }

    /// <summary>Live leases that are copies.</summary>
    public int Copies { get; private set; }

    /// <summary>Jobs with a live lease.</summary>
    public int Held { get; private set; }

    /// <summary>The live lease that ends first.</summary>
    public Lease? First => _deadlines.First;

    public Lease Grant(JobEntry job, WorkerEntry worker, TimeSpan now, TimeSpan patience)
    {
        bool copy = job.LiveLeases > 0;
        var lease = new Lease(new LeaseId(++_granted), job, worker, now, now + patience, copy) { IsLive = true, Before = job.Leases };
        job.Leases = lease;
        if (job.LiveLeases++ == 0) Held++;
        job.Demand.Live++;
        if (copy) Copies++;
        Live++;
        _known.Add(lease.Id, lease);
        _deadlines.Add(lease);
        worker.Leases.Add(lease);
        return lease;
    }

    /// <summary>The lease under which an answer came, if it was granted to this worker for this job and is still known.</summary>
    public Lease? Find(LeaseId id, WorkerId worker, JobKey key) =>
        _known.TryGetValue(id, out Lease? lease) && lease.Worker.Id == worker && lease.Job.Job.Key == key ? lease : null;

    public bool IsLive(LeaseId id) => _known.TryGetValue(id, out Lease? lease) && lease.IsLive;

    /// <summary>No answer is waited for any longer; one that comes all the same is recognised.</summary>
    public void End(Lease lease)
    {
        if (!lease.IsLive) return;
        lease.IsLive = false;
        lease.Job.Run.EndedLeases++;
        if (--lease.Job.LiveLeases == 0) Held--;
        lease.Job.Demand.Live--;
        if (lease.IsCopy) Copies--;
        Live--;
        _deadlines.Remove(lease);
        lease.Worker.Leases.Remove(lease);
    }

    /// <summary>Nothing more is expected of the lease: it has been answered.</summary>
    public void Forget(Lease lease)
    {
        End(lease);
        lease.Job.Run.EndedLeases--;
        _known.Remove(lease.Id);
        JobEntry job = lease.Job;
        if (job.Leases == lease)
        {
            job.Leases = lease.Before;
            return;
        }

        for (Lease? later = job.Leases; later is not null; later = later.Before)
            if (later.Before == lease) later.Before = lease.Before;
    }

    /// <summary>Forgets every lease of a run that is over.</summary>
    public void Forget(RunEntry run)
    {
        foreach (Lease lease in _known.Values.Where(l => l.Job.Run == run).ToArray()) Forget(lease);
    }

    /// <summary>Jobs of an open run that are done and of which another answer may still come.</summary>
    public IEnumerable<JobEntry> Echoing(RunEntry run) => run.EndedLeases == 0 ? [] : _known.Values.Where(l => l.Job.Run == run && l.Job.IsDone).Select(l => l.Job).Distinct();
}
