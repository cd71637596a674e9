using QuantumCluster.Cutting.Execution;

namespace QuantumCluster.Actors.Hosting;

/// <summary>A cluster that runs fragments: embedded in this process, or joined over the network. Disposing leaves it.</summary>
public interface IClusterSession : IAsyncDisposable
{
    /// <summary>Runs on the cluster's devices. Lives as long as the session.</summary>
    IFragmentExecutor Executor { get; }

    /// <summary>What the cluster is doing now, as its coordinator sees it.</summary>
    /// <exception cref="ExecutionFailedException">No coordinator answers.</exception>
    Task<ClusterActivity> GetActivityAsync(CancellationToken cancellation = default);
}
