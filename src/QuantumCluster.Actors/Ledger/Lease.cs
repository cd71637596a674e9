namespace QuantumCluster.Actors.Ledger;

internal sealed class Lease(LeaseId id, JobEntry job, WorkerEntry worker, TimeSpan grantedAt, TimeSpan deadline)
{
    public LeaseId Id { get; } = id;
    public JobEntry Job { get; } = job;
    public WorkerEntry Worker { get; } = worker;
    public TimeSpan GrantedAt { get; } = grantedAt;
    public TimeSpan Deadline { get; } = deadline;
}
