namespace QuantumCluster.Actors.Ledger;

internal sealed class WorkerEntry(WorkerId id, int devices)
{
    public WorkerId Id { get; } = id;
    public int Devices { get; set; } = devices;
    public long Granted { get; set; }
    public long CreditLimit { get; set; }
    public bool Draining { get; set; }
    public Dictionary<LeaseId, Lease> Leases { get; } = [];

    /// <summary>Granted in the current step and not yet put into an effect.</summary>
    public List<LeasedJob> Granting { get; } = [];

    public long FreeCredits => Draining ? 0 : CreditLimit - Granted;
}
