using QuantumCluster.Actors.Ledger;
using QuantumCluster.Actors.Protocol;

namespace QuantumCluster.Actors.Wire;

/// <summary>What a coordinator counts ↔ its wire form.</summary>
internal static class StatusWire
{
    public static V1.Status ToWire(ClientProtocol.Status m) => new()
    {
        Workers = m.Counts.Workers, Devices = m.Counts.Devices, DevicesBusy = m.Counts.DevicesBusy, Runs = m.Counts.Runs, Queued = m.Counts.Queued,
        Leased = m.Counts.Leased, Done = m.Counts.Done, Requeued = m.Counts.Requeued, Dropped = m.Counts.Dropped,
        Speculated = m.Counts.Speculated, Duplicated = m.Counts.Duplicated, Refused = m.Counts.Refused, Invalid = m.Counts.Invalid, Verified = m.Counts.Verified,
        Disagreed = m.Counts.Disagreed, Retracted = m.Counts.Retracted, Quarantined = m.Counts.Quarantined, Doubtful = m.Counts.Doubtful, VerifyShare = m.Counts.VerifyShare, Substituted = m.Counts.Substituted,
    };

    public static ClientProtocol.Status FromWire(V1.Status m) =>
        new(new LedgerCounts(m.Workers, m.Devices, m.DevicesBusy, m.Runs, m.Queued, m.Leased, m.Done, m.Requeued, m.Dropped)
        {
            Speculated = m.Speculated, Duplicated = m.Duplicated, Refused = m.Refused, Invalid = m.Invalid, Verified = m.Verified,
            Disagreed = m.Disagreed, Retracted = m.Retracted, Quarantined = m.Quarantined, Doubtful = m.Doubtful, VerifyShare = m.VerifyShare, Substituted = m.Substituted,
        });
}
