using QuantumCluster.Actors.Hosting;

namespace QuantumCluster.Experiments.Soak;

/// <summary>What coordinators have counted, summed over those that served one after another: a new one counts from zero.</summary>
public sealed record ClusterTotals(long JobsDone, long JobsRetried, long JobsSpeculated, long DuplicatesDropped, long OutcomesInvalid, long OutcomesRetracted)
{
    public static ClusterTotals None { get; } = new(0, 0, 0, 0, 0, 0);

    public static ClusterTotals Of(ClusterActivity a) =>
        new(a.JobsDone, a.JobsRequeued, a.JobsSpeculated, a.OutcomesDropped, a.OutcomesInvalid, a.OutcomesRetracted);

    public ClusterTotals Plus(ClusterTotals other) => new(JobsDone + other.JobsDone, JobsRetried + other.JobsRetried, JobsSpeculated + other.JobsSpeculated,
        DuplicatesDropped + other.DuplicatesDropped, OutcomesInvalid + other.OutcomesInvalid, OutcomesRetracted + other.OutcomesRetracted);
}
