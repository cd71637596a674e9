using System.Collections.Immutable;
using QuantumCluster.Cutting.Jobs;

namespace QuantumCluster.Actors.Ledger;

/// <summary>What can happen to a <see cref="RunLedger"/>; always one of the nested cases.</summary>
public abstract record LedgerEvent
{
    private LedgerEvent() { }

    /// <summary>A run is to be done; its jobs have distinct keys of that run.</summary>
    public sealed record RunAdmitted(RunId Run, ImmutableArray<FragmentJob> Jobs) : LedgerEvent;

    /// <summary>Nobody waits for the run any longer.</summary>
    public sealed record RunCancelled(RunId Run) : LedgerEvent;

    /// <summary>A worker presents itself, for the first time or again.</summary>
    /// <param name="Granted">Jobs granted to it so far, as far as it knows: where counting goes on if the ledger does not know the worker.</param>
    /// <param name="CreditLimit">See <see cref="CreditsOffered"/>.</param>
    public sealed record WorkerRegistered(WorkerId Worker, int Devices, long Granted, long CreditLimit) : LedgerEvent;

    /// <param name="CreditLimit">
    /// The worker takes jobs until so many have been granted to it in all. A running total, not an increment: losing or repeating the
    /// message does no harm.
    /// </param>
    public sealed record CreditsOffered(WorkerId Worker, long CreditLimit) : LedgerEvent;

    public sealed record OutcomesArrived(WorkerId Worker, ImmutableArray<LeasedOutcome> Outcomes, long CreditLimit) : LedgerEvent;

    /// <summary>The worker finishes what it holds and takes no more.</summary>
    public sealed record WorkerDraining(WorkerId Worker) : LedgerEvent;

    /// <param name="Reason">Goes into the stories of its jobs: "the connection broke", "it restarted".</param>
    public sealed record WorkerLost(WorkerId Worker, string Reason) : LedgerEvent;

    /// <summary>Nothing but time: deadlines are looked at.</summary>
    public sealed record TimePassed : LedgerEvent;
}
