namespace QuantumCluster.Actors.Ledger;

/// <summary>The live leases of one worker, by age: a list through the leases themselves, so that joining and leaving cost nothing.</summary>
internal sealed class WorkerLeases
{
    public int Count { get; private set; }
    public Lease? Oldest { get; private set; }
    public Lease? Newest { get; private set; }

    public void Add(Lease lease)
    {
        (lease.Older, lease.Newer) = (Newest, null);
        if (Newest is null) Oldest = lease;
        else Newest.Newer = lease;
        Newest = lease;
        Count++;
    }

    public void Remove(Lease lease)
    {
        if (lease.Older is null) Oldest = lease.Newer;
        else lease.Older.Newer = lease.Newer;
        if (lease.Newer is null) Newest = lease.Older;
        else lease.Newer.Older = lease.Older;
        (lease.Older, lease.Newer) = (null, null);
        Count--;
    }
}
