using QuantumCluster.Actors.Ledger;

namespace QuantumCluster.Actors.Settings;

public sealed record CoordinatorSettings
{
    public LedgerSettings Ledger { get; init; } = new();

    /// <summary>Coordinators that must be within reach of each other before one of them grants jobs; 1 for a cluster without standby. 1 to 9.</summary>
    public int Quorum { get; init; } = 1;

    /// <summary>Runs that may be under way at once; further ones are told to come back. 1 to 100000.</summary>
    public int MaxRuns { get; init; } = 256;
}
