using System.Collections.Immutable;
using QuantumCluster.Cutting.Jobs;

namespace QuantumCluster.Actors.Ledger;

/// <summary>What a <see cref="RunLedger"/> wants done; always one of the nested cases.</summary>
public abstract record LedgerEffect
{
    private LedgerEffect() { }

    /// <param name="Granted">Jobs granted to this worker in all, these included.</param>
    public sealed record GrantJobs(WorkerId Worker, long Granted, ImmutableArray<LeasedJob> Jobs) : LedgerEffect;

    /// <summary>The first outcome of its job: it counts.</summary>
    public sealed record AcceptOutcome(JobOutcome Outcome) : LedgerEffect;

    /// <summary>An outcome that came second, or for a run that is over: it does not count.</summary>
    public sealed record DropOutcome(JobKey Key) : LedgerEffect;

    /// <summary>Every job of the run has an accepted outcome.</summary>
    public sealed record CompleteRun(RunId Run) : LedgerEffect;

    public sealed record FailRun(RunId Run, JobStory Story) : LedgerEffect;

    /// <summary>Hand in <see cref="LedgerEvent.TimePassed"/> at this time or soon after; replaces any earlier wish.</summary>
    public sealed record WakeAt(TimeSpan Time) : LedgerEffect;
}
