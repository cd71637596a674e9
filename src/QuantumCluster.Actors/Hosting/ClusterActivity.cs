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
    int Nodes, int Devices, int DevicesBusy, int Runs, int JobsQueued, int JobsLeased, long JobsDone, long JobsRequeued, long OutcomesDropped);
