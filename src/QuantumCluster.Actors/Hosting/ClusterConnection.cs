using QuantumCluster.Cutting.Execution;

namespace QuantumCluster.Actors.Hosting;

/// <summary>Membership of a running cluster, in the role <c>trainer</c>: submits runs, does none.</summary>
public sealed class ClusterConnection : IClusterSession
{
    /// <summary>Joins the cluster that has a node at <paramref name="host"/>:<paramref name="port"/>.</summary>
    /// <exception cref="ExecutionFailedException">No coordinator answers within the limit, or no worker is up.</exception>
    public static Task<ClusterConnection> JoinAsync(string host, int port, ClusterConnectionSettings settings, CancellationToken cancellation = default) =>
        throw new NotImplementedException();

    public IFragmentExecutor Executor => throw new NotImplementedException();

    public Task<ClusterActivity> GetActivityAsync(CancellationToken cancellation = default) => throw new NotImplementedException();

    public ValueTask DisposeAsync() => throw new NotImplementedException();
}
