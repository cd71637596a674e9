using System.Diagnostics;
using System.Diagnostics.Metrics;
using QuantumCluster.Actors.Ledger;
using QuantumCluster.Actors.Wire;

namespace QuantumCluster.Actors.Telemetry;

/// <summary>What this process can be measured and traced by, under one name, by OpenTelemetry or any other listener. While nobody listens nothing is measured.</summary>
public static class ClusterTelemetry
{
    /// <summary>Of the meter and of the source of activities; also the beginning of the names of all sources of this product.</summary>
    public const string Name = "QuantumCluster";

    private static readonly Meter Meter = new(Name);
    private static readonly LedgerCounts Nothing = new(0, 0, 0, 0, 0, 0, 0, 0, 0);
    private static readonly List<Instrument> OfCounts =
    [
        Gauge("quantumcluster.workers", "{worker}", "Workers registered with this coordinator.", c => c.Workers),
        Gauge("quantumcluster.devices", "{device}", "Devices of these workers.", c => c.Devices),
        Gauge("quantumcluster.devices.busy", "{device}", "Devices that hold a job.", c => c.DevicesBusy),
        Gauge("quantumcluster.runs", "{run}", "Runs under way.", c => c.Runs),
        Gauge("quantumcluster.jobs.queued", "{job}", "Jobs that wait for a worker.", c => c.Queued),
        Gauge("quantumcluster.jobs.leased", "{job}", "Jobs that workers hold.", c => c.Leased),
        Gauge("quantumcluster.workers.quarantined", "{worker}", "Worker nodes that are not listened to any more.", c => c.Quarantined),
        Total("quantumcluster.jobs.done", "{job}", "Outcomes accepted.", c => c.Done),
        Total("quantumcluster.jobs.retried", "{job}", "Leases that ended without an outcome.", c => c.Requeued),
        Total("quantumcluster.jobs.copied", "{job}", "Copies of slow jobs granted to a second worker.", c => c.Speculated),
        Total("quantumcluster.jobs.refused", "{job}", "Jobs that a device refused.", c => c.Refused),
        Total("quantumcluster.outcomes.duplicated", "{outcome}", "Answers to jobs that had been answered already.", c => c.Duplicated),
        Total("quantumcluster.outcomes.invalid", "{outcome}", "Outcomes that cannot be true.", c => c.Invalid),
    ];

    private static LedgerCounts _counts = Nothing;

    static ClusterTelemetry()
    {
        Meter.CreateObservableCounter("quantumcluster.wire.read", () => WireTraffic.BytesRead, "By", "Bytes of messages read from the network.");
        Meter.CreateObservableCounter("quantumcluster.wire.written", () => WireTraffic.BytesWritten, "By", "Bytes of messages written to the network.");
    }

    /// <summary>Runs (forward, backward) as their client and their coordinator see them, and jobs as devices do.</summary>
    internal static ActivitySource Source { get; } = new(Name);

    /// <summary>Time that a device takes for one job.</summary>
    internal static Histogram<double> ServiceTime { get; } = Meter.CreateHistogram<double>("quantumcluster.job.duration", "s", "Time that a device takes for one job.", null,
        new InstrumentAdvice<double> { HistogramBucketBoundaries = [1e-5, 3e-5, 1e-4, 3e-4, 1e-3, 3e-3, 0.01, 0.03, 0.1, 0.3, 1, 3] });

    /// <summary>Whether anybody wants to know what a coordinator counts.</summary>
    internal static bool WantsCounts => OfCounts.Exists(i => i.Enabled);

    /// <summary>What this process's coordinator has counted lately.</summary>
    internal static void Publish(LedgerCounts counts) => Volatile.Write(ref _counts, counts);

    private static ObservableGauge<long> Gauge(string name, string unit, string description, Func<LedgerCounts, long> value) =>
        Meter.CreateObservableGauge(name, () => value(Volatile.Read(ref _counts)), unit, description);

    private static ObservableCounter<long> Total(string name, string unit, string description, Func<LedgerCounts, long> value) =>
        Meter.CreateObservableCounter(name, () => value(Volatile.Read(ref _counts)), unit, description);
}
