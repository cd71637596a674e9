using System.Collections.Immutable;
using QuantumCluster.Actors.Protocol;

namespace QuantumCluster.Actors.Management;

/// <summary>What is said between a management client and the nodes of a cluster: every node has an actor for it.</summary>
public static class ManagementProtocol
{
    public interface IMessage : IWireMessage;

    /// <summary>Answered by <see cref="ClusterReported"/>.</summary>
    public sealed record GetCluster : IMessage
    {
        public static GetCluster Instance { get; } = new();
    }

    public sealed record ClusterReported(ClusterReport Report) : IMessage;

    /// <summary>Answered by <see cref="WorkersReported"/>: all workers that can be reached, or with <paramref name="OnlyThis"/> the node that is asked.</summary>
    public sealed record GetWorkers(bool OnlyThis) : IMessage;

    public sealed record WorkersReported(ImmutableArray<WorkerReport> Workers) : IMessage;

    /// <summary>To any node; it passes the wish on. Answered by <see cref="NodeDrained"/> once the worker holds no job, or by <see cref="NodeRefused"/>.</summary>
    public sealed record DrainNode(string Node) : IMessage;

    public sealed record NodeDrained(string Node) : IMessage;

    /// <summary>To any node; it passes the wish on. Answered by <see cref="NodeLeaving"/> before the node begins to leave, or by <see cref="NodeRefused"/>.</summary>
    public sealed record LeaveNode(string Node) : IMessage;

    public sealed record NodeLeaving(string Node) : IMessage;

    /// <param name="Reason">One sentence for the user.</param>
    public sealed record NodeRefused(string Node, string Reason) : IMessage;
}
