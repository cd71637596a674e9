namespace QuantumCluster.Actors.Hosting;

/// <summary>A moment in a cluster's life. Totals count from the coordinator's start; rates are differences of two snapshots.</summary>
/// <param name="Nodes">Worker nodes that are registered.</param>
/// <param name="Devices">Devices on these nodes.</param>
/// <param name="DevicesBusy">Devices that hold a job.</param>
/// <param name="Runs">Runs under way, of all clients.</param>
/// <param name="JobsQueued">Jobs that wait for a worker.</param>
/// <param name="JobsLeased">Jobs that workers hold.</param>
/// <param name="JobsDone">Total of jobs done.</param>
/// <param name="JobsRequeued">Total of leases that ended without an outcome: worker lost, deadline passed, device faulted.</param>
/// <param name="OutcomesDropped">Total of outcomes that came second or too late, and did not count.</param>
public sealed record ClusterActivity(
    int Nodes, int Devices, int DevicesBusy, int Runs, int JobsQueued, int JobsLeased, long JobsDone, long JobsRequeued, long OutcomesDropped)
{
    /// <summary>Total of copies of slow jobs that went to a second worker.</summary>
    public long JobsSpeculated { get; init; }

    /// <summary>Total of answers to jobs that had been answered already; part of <see cref="OutcomesDropped"/>.</summary>
    public long OutcomesDuplicated { get; init; }

    /// <summary>Total of jobs that a device refused.</summary>
    public long JobsRefused { get; init; }

    /// <summary>Total of outcomes that cannot be true: wrong length, not normalised, not finite.</summary>
    public long OutcomesInvalid { get; init; }

    /// <summary>Total of jobs of whose outcome two workers gave the same bits.</summary>
    public long JobsVerified { get; init; }

    /// <summary>Total of jobs of whose outcome two workers gave different bits.</summary>
    public long JobsDisagreed { get; init; }

    /// <summary>Total of accepted outcomes taken back, and done again, because their worker was quarantined.</summary>
    public long OutcomesRetracted { get; init; }

    /// <summary>Worker nodes that are not listened to any more.</summary>
    public int NodesQuarantined { get; init; }

    /// <summary>Unchecked outcomes of quarantined workers in runs that are complete: those results may hold a lie.</summary>
    public long OutcomesDoubtful { get; init; }

    /// <summary>Share of jobs that two workers do, 0 to 1. A single lie gets through with probability 1 − share, k of them with (1 − share)^k.</summary>
    public double VerifyShare { get; init; }
}
