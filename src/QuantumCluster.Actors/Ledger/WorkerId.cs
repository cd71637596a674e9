namespace QuantumCluster.Actors.Ledger;

/// <summary>One life of a worker node. A node that restarts keeps its name and comes back with a higher incarnation.</summary>
public readonly record struct WorkerId(string Node, long Incarnation)
{
    public override string ToString() => Node ?? "nobody";
}
