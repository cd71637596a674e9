using System.Collections.Immutable;
using QuantumCluster.Actors.Ledger;
using QuantumCluster.Actors.Telemetry;
using QuantumCluster.Cutting.Variants;

namespace QuantumCluster.Actors.Protocol;

/// <summary>What a worker listens to.</summary>
public static class WorkerProtocol
{
    public interface IMessage : IWireMessage;

    /// <param name="Granted">Jobs granted to the worker so far: what of these it has not seen is lost, and gives its credits back.</param>
    /// <param name="Term">The coordinator's: workers heed none that is lower than one they have heard of.</param>
    public sealed record WorkerRegistered(WorkerId Worker, long Granted, long Term) : IMessage;

    /// <summary>The coordinator will not use this worker.</summary>
    public sealed record WorkerRefused(WorkerId Worker, string Reason) : IMessage;

    /// <summary>The coordinator does not know the sender of what it just got: register.</summary>
    public sealed record RegistrationRequested(WorkerId Worker) : IMessage;

    /// <summary>The coordinator knows that the worker drains: nothing is granted to it after this, and what was has been sent before.</summary>
    public sealed record DrainConfirmed(WorkerId Worker) : IMessage;

    /// <param name="Granted">Jobs granted to the worker so far, these included.</param>
    /// <param name="Term">As in <see cref="WorkerRegistered"/>.</param>
    public sealed record JobsGranted(WorkerId Worker, long Granted, ImmutableArray<LeasedJob> Jobs, long Term) : IMessage
    {
        /// <summary>Which of the jobs' runs are traced.</summary>
        public ImmutableArray<TracedRun> Traces { get; init; } = [];
    }

    /// <param name="Encoded">Canonical bytes, whose digest is <paramref name="Program"/>.</param>
    public sealed record ProgramProvided(ProgramHash Program, byte[] Encoded) : IMessage;
}
