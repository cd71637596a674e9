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
public sealed record LedgerCounts(int Workers, int Devices, int DevicesBusy, int Runs, int Queued, int Leased, long Done, long Requeued, long Dropped);
