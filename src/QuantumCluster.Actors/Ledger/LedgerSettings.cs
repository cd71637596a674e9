using QuantumCluster.Circuits;

namespace QuantumCluster.Actors.Ledger;

/// <summary>How patient and how trusting a <see cref="RunLedger"/> is.</summary>
public sealed record LedgerSettings
{
    /// <summary>How long a lease lasts while nothing has been measured yet: nodes may still be compiling. Positive.</summary>
    public TimeSpan FirstLease { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Shortest lease once turnarounds have been measured. Generous, so that a busy machine is not taken for a dead one. Positive.</summary>
    public TimeSpan LeaseFloor { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>A lease lasts so many times the mean turnaround of a job; doubled with every failure of the job. At least 1.</summary>
    public double LeaseFactor { get; init; } = 8;

    /// <summary>How often a job may fail before its run does. At least 1.</summary>
    public int MaxAttempts { get; init; } = 6;

    /// <summary>How long jobs may wait while no worker that has what they need holds or takes any, before their runs fail. Positive.</summary>
    public TimeSpan StarvationLimit { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long the devices that a job needs may be gone before others take it, where its run allows it. Not negative.</summary>
    public TimeSpan SubstituteAfter { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>A worker that holds jobs and has not answered for so long is suspect, and its jobs get copies elsewhere, at the earliest. Positive.</summary>
    public TimeSpan CopyFloor { get; init; } = TimeSpan.FromMilliseconds(30);

    /// <summary>The same in usual service times; the longer of both counts. At least 1.</summary>
    public double CopyFactor { get; init; } = 2;

    /// <summary>Copies of one job in all its life; 0: none are made.</summary>
    public int CopiesPerJob { get; init; } = 2;

    /// <summary>Copies at once, as a share of all leases; but always one for each device that is not suspect. Above 0, at most 1.</summary>
    public double CopyShare { get; init; } = 0.5;

    /// <summary>Share of jobs whose outcome counts only when two workers agree on it, 0 to 1. A run may ask for more.</summary>
    public double Verify { get; init; }

    /// <summary>Which jobs are verified is keyed by this and by the job's key: who knows it can lie about the others, so it is to be kept from workers.</summary>
    public Seed VerifySeed { get; init; }

    /// <summary>A worker node is quarantined after so many outcomes that cannot be true. At least 1.</summary>
    public int OffenceLimit { get; init; } = 3;
}
