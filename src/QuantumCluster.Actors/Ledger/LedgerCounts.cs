namespace QuantumCluster.Actors.Ledger;

/// <param name="Workers">Registered and not lost; draining ones included.</param>
/// <param name="Devices">Devices of these workers.</param>
/// <param name="DevicesBusy">Devices that hold a job, as far as leases tell.</param>
/// <param name="Runs">Admitted and not over.</param>
/// <param name="Queued">Jobs waiting for a worker.</param>
/// <param name="Leased">Jobs held by a worker.</param>
/// <param name="Done">Outcomes accepted since the start.</param>
/// <param name="Requeued">Leases that ended without an outcome, since the start.</param>
/// <param name="Dropped">Outcomes that came second or too late, since the start.</param>
public sealed record LedgerCounts(int Workers, int Devices, int DevicesBusy, int Runs, int Queued, int Leased, long Done, long Requeued, long Dropped)
{
    /// <summary>Copies of slow jobs granted to a second worker, since the start.</summary>
    public long Speculated { get; init; }

    /// <summary>Answers to jobs that had been answered already, since the start; part of <see cref="Dropped"/>.</summary>
    public long Duplicated { get; init; }

    /// <summary>Jobs that a device refused, since the start.</summary>
    public long Refused { get; init; }

    /// <summary>Outcomes that cannot be true (wrong length, not normalised, not finite), since the start.</summary>
    public long Invalid { get; init; }

    /// <summary>Jobs of whose outcome two workers gave the same bits, since the start.</summary>
    public long Verified { get; init; }

    /// <summary>Jobs of whose outcome two workers gave different bits, since the start.</summary>
    public long Disagreed { get; init; }

    /// <summary>Accepted outcomes taken back because their worker was quarantined, since the start; their jobs were done again.</summary>
    public long Retracted { get; init; }

    /// <summary>Worker nodes that are not listened to any more.</summary>
    public int Quarantined { get; init; }

    /// <summary>Accepted outcomes of quarantined workers that nobody checked, in runs that are complete.</summary>
    public long Doubtful { get; init; }

    /// <summary>Jobs that devices of another class than the one they were bound to did, since the start: their runs' results are marked.</summary>
    public long Substituted { get; init; }

    /// <summary>Share of jobs that are verified, 0 to 1, unless a run asks for more: a single lie gets through with probability 1 − share, k of them with (1 − share)^k.</summary>
    public double VerifyShare { get; init; }
}
