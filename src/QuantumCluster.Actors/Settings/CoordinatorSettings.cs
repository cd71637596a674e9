using QuantumCluster.Actors.Ledger;

namespace QuantumCluster.Actors.Settings;

public sealed record CoordinatorSettings
{
    public LedgerSettings Ledger { get; init; } = new();

    /// <summary>Runs that may be under way at once; further ones are told to come back. 1 to 100000.</summary>
    public int MaxRuns { get; init; } = 256;
}
