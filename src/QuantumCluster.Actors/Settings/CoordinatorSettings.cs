using QuantumCluster.Actors.Ledger;
using QuantumCluster.Actors.Recording;

namespace QuantumCluster.Actors.Settings;

public sealed record CoordinatorSettings
{
    public LedgerSettings Ledger { get; init; } = new();

    /// <summary>Coordinators that must be within reach of each other before one of them grants jobs; 1 for a cluster without standby. 1 to 9.</summary>
    public int Quorum { get; init; } = 1;

    /// <summary>Where the ledger's events are written down, for <c>qcluster replay</c>.</summary>
    public ILedgerRecording Recording { get; init; } = NoRecording.Instance;

    /// <summary>Runs that may be under way at once; further ones are told to come back. 1 to 100000.</summary>
    public int MaxRuns { get; init; } = 256;

    /// <summary>Jobs that may wait at once, of all runs; a run that would exceed it is told to come back. 1 to 1000000000; four bytes each.</summary>
    public int MaxQueuedJobs { get; init; } = 4_000_000;

    /// <summary>Bytes that runs under way may take in submissions and results; a run that would exceed it is told to come back. 1 MB to 1 TB.</summary>
    public long MaxRunBytes { get; init; } = 1_000_000_000;
}
