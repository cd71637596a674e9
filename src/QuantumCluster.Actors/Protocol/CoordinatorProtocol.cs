using System.Collections.Immutable;
using QuantumCluster.Actors.Ledger;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Cutting.Jobs;
using QuantumCluster.Cutting.Plans;
using QuantumCluster.Cutting.Variants;

namespace QuantumCluster.Actors.Protocol;

/// <summary>What a coordinator listens to. Each message may be lost or come twice: workers and clients repeat themselves until they are answered.</summary>
public static class CoordinatorProtocol
{
    public interface IMessage : IWireMessage;

    /// <summary>From a worker, until it is answered and every few seconds after. Answered by WorkerRegistered or WorkerRefused.</summary>
    /// <param name="Qubits">Width of its devices.</param>
    /// <param name="SelfTest">Digest of the self-test program's result on its devices: nodes whose bits differ are not used together.</param>
    /// <param name="Granted">Jobs granted to it so far, as far as it knows.</param>
    /// <param name="CreditLimit">As in <see cref="OfferCredits"/>.</param>
    public sealed record RegisterWorker(WorkerId Worker, int Qubits, string SelfTest, int Devices, long Granted, long CreditLimit) : IMessage
    {
        /// <summary>Of all its devices; null from one that has no profile: without noise, of this width.</summary>
        public DeviceClass? Class { get; init; }
    }

    /// <summary>The worker takes jobs until <paramref name="CreditLimit"/> have been granted to it in all.</summary>
    public sealed record OfferCredits(WorkerId Worker, long CreditLimit) : IMessage;

    public sealed record OutcomesReported(WorkerId Worker, ImmutableArray<LeasedOutcome> Outcomes, long CreditLimit) : IMessage;

    /// <summary>The worker holds jobs of a program that it does not know. Answered by ProgramProvided.</summary>
    public sealed record ProgramRequested(WorkerId Worker, ProgramHash Program) : IMessage;

    /// <summary>The worker finishes what it holds and takes no more. Answered by DrainConfirmed, or by RegistrationRequested: then nothing was granted here.</summary>
    public sealed record WorkerDraining(WorkerId Worker) : IMessage;

    /// <summary>From a client. Answered by ForwardCompleted, BackwardCompleted or RunFailed, at first perhaps by PlanRequested or Busy.</summary>
    /// <param name="Cotangents">Null for a forward run; for a backward run what to pull back: cotangents of what the fragments measured.</param>
    public sealed record SubmitRun(RunId Run, ProgramHash Plan, Batch Batch, FragmentTensors? Cotangents) : IMessage
    {
        /// <summary>Share of its jobs on whose outcome two worker nodes must agree, 0 to 1; the coordinator's own share holds if it is larger.</summary>
        public double Verify { get; init; }

        /// <summary>The client's activity, as W3C's <c>traceparent</c>; null when it is not traced.</summary>
        public string? TraceParent { get; init; }

        /// <summary>For a forward run with shots; null for an exact or a backward one.</summary>
        public ShotPlan? Shots { get; init; }

        /// <summary>When the devices that its plan binds jobs to are gone for long, others may do them; the result says so.</summary>
        public bool AllowSubstitution { get; init; }

        /// <summary>For a backward run by parameter shift; null for one by adjoint, or a forward one.</summary>
        public ShiftPlan? Shift { get; init; }
    }

    /// <summary>The client still waits for the run. Answered by RunUnknown if it is not under way here.</summary>
    public sealed record FollowRun(RunId Run) : IMessage;

    public sealed record CancelRun(RunId Run) : IMessage;

    /// <param name="Encoded">Canonical bytes of the plan's request.</param>
    public sealed record PlanProvided(ProgramHash Plan, byte[] Encoded) : IMessage;

    /// <summary>Answered by <see cref="ClientProtocol.Status"/>.</summary>
    public sealed record GetStatus : IMessage
    {
        public static GetStatus Instance { get; } = new();
    }
}
