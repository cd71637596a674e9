namespace QuantumCluster.Actors.Hosting;

public sealed record EmbeddedClusterSettings
{
    /// <summary>Worker nodes, 1 to 1024.</summary>
    public int Nodes { get; init; } = 2;

    /// <summary>Devices on each node, 1 to 64; each has a thread of its own.</summary>
    public int DevicesPerNode { get; init; } = 2;
}
