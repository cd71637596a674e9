using System.Collections.Immutable;
using QuantumCluster.Cutting.Jobs;
using QuantumCluster.Cutting.Plans;

namespace QuantumCluster.Actors.Ledger;

/// <summary>What a <see cref="RunLedger"/> wants done; always one of the nested cases.</summary>
public abstract record LedgerEffect
{
    private LedgerEffect() { }

    /// <param name="Granted">Jobs granted to this worker in all, these included.</param>
    public sealed record GrantJobs(WorkerId Worker, long Granted, ImmutableArray<LeasedJob> Jobs) : LedgerEffect;

    /// <summary>It counts: the first outcome of its job, or of a verified one the outcome that two workers agree on.</summary>
    public sealed record AcceptOutcome(JobOutcome Outcome) : LedgerEffect
    {
        /// <summary>Devices of this class did the job instead of those that it was bound to; null: they did it.</summary>
        public DeviceClass? Substitute { get; init; }
    }

    /// <summary>An outcome that came second, for a run that is over, or from a worker that was never granted the job: it does not count.</summary>
    public sealed record DropOutcome(JobKey Key) : LedgerEffect;

    /// <summary>The accepted outcome of an open run's job counts no more; another will be accepted in its place.</summary>
    public sealed record RetractOutcome(JobKey Key) : LedgerEffect;

    /// <summary>Nothing that comes from this node counts from now on, under whatever incarnation.</summary>
    /// <param name="Retracted">Its unchecked outcomes in open runs, which are done again.</param>
    /// <param name="Doubtful">Its unchecked outcomes in runs that are complete: their results may hold a lie.</param>
    public sealed record QuarantineNode(string Node, string Reason, int Retracted, long Doubtful) : LedgerEffect;

    /// <summary>Every job of the run has an accepted outcome.</summary>
    public sealed record CompleteRun(RunId Run) : LedgerEffect;

    public sealed record FailRun(RunId Run, JobStory Story) : LedgerEffect;

    /// <summary>Hand in <see cref="LedgerEvent.TimePassed"/> at this time or soon after; replaces any earlier wish.</summary>
    public sealed record WakeAt(TimeSpan Time) : LedgerEffect;
}
