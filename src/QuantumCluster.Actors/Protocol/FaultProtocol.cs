using QuantumCluster.Actors.Faults;
using QuantumCluster.Circuits;

namespace QuantumCluster.Actors.Protocol;

/// <summary>What is said to a node's fault actor, <c>/user/faults</c>, and what it answers.</summary>
public static class FaultProtocol
{
    public interface IMessage : IWireMessage;

    /// <summary>Answered by FaultInjected or FaultRefused. It may be lost: who sends it repeats it.</summary>
    /// <param name="Number">Names the fault among those of its sender: with the same number it is done once.</param>
    /// <param name="Seed">Of what chance decides in it.</param>
    public sealed record InjectFault(long Number, FaultAct Act, Seed Seed) : IMessage;

    /// <summary>The fault is done, or begins within some 20 ms.</summary>
    public sealed record FaultInjected(long Number) : IMessage;

    public sealed record FaultRefused(long Number, string Reason) : IMessage;
}
