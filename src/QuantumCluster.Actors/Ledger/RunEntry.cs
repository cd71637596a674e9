using QuantumCluster.Cutting.Jobs;

namespace QuantumCluster.Actors.Ledger;

internal sealed class RunEntry(RunId id, long order)
{
    public RunId Id { get; } = id;

    /// <summary>Counts admissions: the smaller is the older.</summary>
    public long Order { get; } = order;

    /// <summary>Jobs without an accepted outcome.</summary>
    public Dictionary<JobKey, JobEntry> Open { get; } = [];

    /// <summary>Jobs to grant, next one first. May still hold jobs that are done: they are skipped.</summary>
    public LinkedList<JobEntry> Queue { get; } = new();
}
