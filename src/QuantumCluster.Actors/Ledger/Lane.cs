using System.Collections.Immutable;

namespace QuantumCluster.Actors.Ledger;

/// <summary>Jobs of one session that need the same and wait to be granted again, to nodes other than these.</summary>
/// <param name="closed">By their numbers; empty: any node may take them.</param>
internal sealed class Lane(DemandEntry demand, ImmutableArray<NodeEntry> closed)
{
    public DemandEntry Demand { get; } = demand;
    public ImmutableArray<NodeEntry> Closed { get; } = closed;

    /// <summary>Next one first.</summary>
    public LinkedList<JobEntry> Jobs { get; } = new();

    /// <summary>Since when no registered worker could take them; null while one could.</summary>
    public TimeSpan? StrandedSince { get; set; }
}
