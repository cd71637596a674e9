using System.Collections.Immutable;
using QuantumCluster.Cutting.Execution;

namespace QuantumCluster.Actors.Management;

/// <summary>
/// What can be asked of a running cluster and done to its nodes, from outside. Commands of any kind (<c>qcluster status</c>, a palette of a command host) are put on it;
/// nodes are named by the address that they listen at, HOST:PORT.
/// </summary>
/// <remarks>Every call throws <see cref="ExecutionFailedException"/> when the cluster does not answer.</remarks>
public interface IClusterManagement : IAsyncDisposable
{
    /// <summary>Members, the seat and its coordinator's counts, as the node that is asked sees them.</summary>
    Task<ClusterReport> GetStatusAsync(CancellationToken cancellation = default);

    /// <summary>Every worker that answers, in the order of their names, and its devices.</summary>
    Task<ImmutableArray<WorkerReport>> GetDevicesAsync(CancellationToken cancellation = default);

    /// <summary>Lets a worker finish the jobs that it holds and take no more; ends when it holds none. The node stays a member.</summary>
    /// <exception cref="NodeRefusedException">There is no such node, or it is no worker.</exception>
    Task DrainAsync(string node, CancellationToken cancellation = default);

    /// <summary>Drains a node and lets it leave the cluster; ends when it is a member no longer. Its process ends with 0.</summary>
    /// <exception cref="NodeRefusedException">There is no such node.</exception>
    Task LeaveAsync(string node, CancellationToken cancellation = default);
}

/// <summary>What was asked cannot be done to this node. The message is one sentence for the user.</summary>
public sealed class NodeRefusedException(string message) : Exception(message);
