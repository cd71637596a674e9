using System.Collections.Immutable;
using QuantumCluster.Actors.Ledger;

namespace QuantumCluster.Experiments.Laboratory.Latency;

/// <summary>What a coordinator does about jobs that take long.</summary>
/// <param name="Meaning">For reports.</param>
internal sealed record StragglerPolicy(string Name, string Meaning, LedgerSettings Ledger)
{
    private static readonly TimeSpan Never = TimeSpan.FromDays(10);

    public static ImmutableArray<StragglerPolicy> All { get; } =
    [
        new("none", "every job is waited for", new LedgerSettings { CopiesPerJob = 0, FirstLease = Never, LeaseFloor = Never, StarvationLimit = Never }),
        new("retry", "a job is granted anew when it has taken three times the mean turnaround, then twice as long, and so on; no copies",
            new LedgerSettings { CopiesPerJob = 0, FirstLease = TimeSpan.FromSeconds(1), LeaseFloor = TimeSpan.FromMilliseconds(50), LeaseFactor = 3, MaxAttempts = 30 }),
        new("copy", "as shipped: up to two further copies of what is late by the measured 90th percentile; leases of 2 s at least", new LedgerSettings()),
    ];
}
