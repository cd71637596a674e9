using QuantumCluster.Cutting.Execution;

namespace QuantumCluster.Actors.Hosting;

/// <summary>A coordinator and worker nodes inside this process: the same actors and messages as on a network, without sockets.</summary>
public sealed class EmbeddedCluster : IClusterSession
{
    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    public static EmbeddedCluster Start(EmbeddedClusterSettings settings) => throw new NotImplementedException();

    public IFragmentExecutor Executor => throw new NotImplementedException();

    public Task<ClusterActivity> GetActivityAsync(CancellationToken cancellation = default) => throw new NotImplementedException();

    public ValueTask DisposeAsync() => throw new NotImplementedException();
}
