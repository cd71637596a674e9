namespace QuantumCluster.Actors.Sharing;

/// <summary>One life of a trainer node. A node that restarts at its address comes back with a higher incarnation.</summary>
public readonly record struct TrainerId(string Node, long Incarnation)
{
    public override string ToString() => Node ?? "nobody";
}
