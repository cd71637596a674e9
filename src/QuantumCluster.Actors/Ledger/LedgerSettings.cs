namespace QuantumCluster.Actors.Ledger;

/// <summary>How patient a <see cref="RunLedger"/> is.</summary>
public sealed record LedgerSettings
{
    /// <summary>How long a lease lasts while nothing has been measured yet: nodes may still be compiling. Positive.</summary>
    public TimeSpan FirstLease { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Shortest lease once turnarounds have been measured. Generous, so that a busy machine is not taken for a dead one. Positive.</summary>
    public TimeSpan LeaseFloor { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>A lease lasts so many times the mean turnaround of a job; doubled with every further attempt. At least 1.</summary>
    public double LeaseFactor { get; init; } = 8;

    /// <summary>How often a job is granted before its run fails. At least 1.</summary>
    public int MaxAttempts { get; init; } = 6;

    /// <summary>How long jobs may wait while no worker holds or takes any, before their runs fail. Positive.</summary>
    public TimeSpan StarvationLimit { get; init; } = TimeSpan.FromSeconds(60);
}
