using QuantumCluster.Actors.Ledger;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Cutting.Jobs;
using QuantumCluster.Cutting.Variants;

namespace QuantumCluster.Actors.Protocol;

/// <summary>What a coordinator answers to its clients.</summary>
public static class ClientProtocol
{
    public interface IMessage : IWireMessage;

    /// <summary>The plan of a submitted run is not known here. Answered by PlanProvided.</summary>
    public sealed record PlanRequested(ProgramHash Plan) : IMessage;

    public sealed record ForwardCompleted(RunId Run, ForwardResult Result) : IMessage;

    public sealed record BackwardCompleted(RunId Run, LayerGradients Gradients) : IMessage;

    /// <param name="Story">For the user: what happened to the job that could not be done, or what is wrong with the run.</param>
    public sealed record RunFailed(RunId Run, string Story) : IMessage;

    /// <summary>Too many runs are under way; the client submits again after a while.</summary>
    public sealed record Busy(RunId Run) : IMessage;

    /// <summary>The run that the client follows is not under way here: it is to be submitted again.</summary>
    public sealed record RunUnknown(RunId Run) : IMessage;

    public sealed record Status(LedgerCounts Counts) : IMessage;
}
