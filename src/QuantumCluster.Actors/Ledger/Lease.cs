namespace QuantumCluster.Actors.Ledger;

/// <summary>One job held by one worker; after its end known for as long as an answer would still tell something.</summary>
internal sealed class Lease(LeaseId id, JobEntry job, WorkerEntry worker, TimeSpan grantedAt, TimeSpan deadline, bool isCopy)
{
    public LeaseId Id { get; } = id;
    public JobEntry Job { get; } = job;
    public WorkerEntry Worker { get; } = worker;
    public TimeSpan GrantedAt { get; } = grantedAt;
    public TimeSpan Deadline { get; } = deadline;

    /// <summary>Granted while another worker held the job.</summary>
    public bool IsCopy { get; } = isCopy;

    /// <summary>An answer is waited for.</summary>
    public bool IsLive { get; set; }

    /// <summary>The lease of the same job before this one.</summary>
    public Lease? Before { get; set; }

    // Neighbours in its worker's list, and place in the heap of deadlines; of live leases only.
    public Lease? Older { get; set; }
    public Lease? Newer { get; set; }
    public int HeapIndex { get; set; }
}
