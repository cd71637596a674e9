using System.Collections.Immutable;
using QuantumCluster.Cutting.Jobs;
using QuantumCluster.Cutting.Plans;

namespace QuantumCluster.Actors.Ledger;

/// <summary>What can happen to a <see cref="RunLedger"/>; always one of the nested cases.</summary>
public abstract record LedgerEvent
{
    private LedgerEvent() { }

    /// <summary>A run is to be done.</summary>
    /// <param name="Jobs">With distinct keys of that run. Asked for one by one, when they are granted: a list that makes them then keeps a long run small.</param>
    /// <param name="Verify">Share of jobs on whose outcome two workers must agree, 0 to 1; the ledger's own share holds if it is larger.</param>
    public sealed record RunAdmitted(RunId Run, IReadOnlyList<FragmentJob> Jobs, double Verify = 0) : LedgerEvent
    {
        /// <summary>What its jobs need, from the first to the last; empty: all of them devices without noise.</summary>
        public ImmutableArray<JobShare> Shares { get; init; } = [];
    }

    /// <summary>Nobody waits for the run any longer.</summary>
    public sealed record RunCancelled(RunId Run) : LedgerEvent;

    /// <summary>A worker presents itself, for the first time or again.</summary>
    /// <param name="Granted">Jobs granted to it so far, as far as it knows: where counting goes on if the ledger does not know the worker.</param>
    /// <param name="CreditLimit">See <see cref="CreditsOffered"/>.</param>
    public sealed record WorkerRegistered(WorkerId Worker, int Devices, long Granted, long CreditLimit) : LedgerEvent
    {
        private static readonly DeviceClass Unnamed = new("unnamed", "0", int.MaxValue, isNoisy: false);

        /// <summary>Of all its devices; for its whole life. Unless said otherwise one without noise, of any width.</summary>
        public DeviceClass Class { get; init; } = Unnamed;
    }

    /// <param name="CreditLimit">
    /// The worker takes jobs until so many have been granted to it in all. A running total, not an increment: losing or repeating the
    /// message does no harm.
    /// </param>
    public sealed record CreditsOffered(WorkerId Worker, long CreditLimit) : LedgerEvent;

    public sealed record OutcomesArrived(WorkerId Worker, ImmutableArray<LeasedOutcome> Outcomes, long CreditLimit) : LedgerEvent
    {
        /// <summary>Answers that came along and cannot be true.</summary>
        public ImmutableArray<InvalidOutcome> Invalid { get; init; } = [];
    }

    /// <summary>The worker finishes what it holds and takes no more.</summary>
    public sealed record WorkerDraining(WorkerId Worker) : LedgerEvent;

    /// <param name="Reason">Goes into the stories of its jobs: "the connection broke", "it restarted".</param>
    public sealed record WorkerLost(WorkerId Worker, string Reason) : LedgerEvent;

    /// <summary>Nothing but time: deadlines are looked at.</summary>
    public sealed record TimePassed : LedgerEvent;
}
