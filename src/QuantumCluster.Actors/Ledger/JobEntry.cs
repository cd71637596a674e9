using QuantumCluster.Cutting.Jobs;

namespace QuantumCluster.Actors.Ledger;

/// <summary>A job that has no accepted outcome yet: either queued or under exactly one lease.</summary>
internal sealed class JobEntry(RunEntry run, FragmentJob job)
{
    public RunEntry Run { get; } = run;
    public FragmentJob Job { get; } = job;
    public List<JobChapter> Chapters { get; } = new(2);
    public int Attempts { get; set; }
    public Lease? Lease { get; set; }

    /// <summary>Who had it last and did not deliver: somebody else is preferred.</summary>
    public WorkerEntry? Avoid { get; set; }
}
