namespace QuantumCluster.Actors.Hosting;

public sealed record ClusterConnectionSettings
{
    /// <summary>How long to wait for a coordinator to answer and for a first worker to be up.</summary>
    public TimeSpan JoinTimeout { get; init; } = TimeSpan.FromSeconds(30);
}
