using System.Collections.Immutable;
using System.Globalization;
using QuantumCluster.Cutting.Jobs;

namespace QuantumCluster.Actors.Ledger;

/// <summary>One thing that befell a job; always one of the nested cases.</summary>
public abstract record JobChapter
{
    private JobChapter() { }

    public sealed record Leased(WorkerId Worker, LeaseId Lease, TimeSpan At) : JobChapter
    {
        public override string ToString() => $"leased to {Worker}";
    }

    public sealed record Expired(TimeSpan After) : JobChapter
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"no answer within {After.TotalSeconds:0.0} s");
    }

    public sealed record WorkerLost(WorkerId Worker, string Reason) : JobChapter
    {
        public override string ToString() => $"{Worker} lost ({Reason})";
    }

    public sealed record Faulted(WorkerId Worker, string Reason) : JobChapter
    {
        public override string ToString() => $"faulted on {Worker} ({Reason})";
    }

    public sealed record Refused(WorkerId Worker, string Reason) : JobChapter
    {
        public override string ToString() => $"refused by {Worker}: {Reason}";
    }

    public sealed record Invalid(WorkerId Worker, string Reason) : JobChapter
    {
        public override string ToString() => $"{Worker} gave what cannot be true ({Reason})";
    }

    public sealed record Disputed(ImmutableArray<string> Nodes) : JobChapter
    {
        public override string ToString() => $"{string.Join(" and ", Nodes)} gave different outcomes";
    }

    public sealed record Retracted(string Node) : JobChapter
    {
        public override string ToString() => $"outcome of {Node} taken back (it is quarantined)";
    }

    /// <summary>No worker came that could still say something new about the job.</summary>
    public sealed record Undecided(TimeSpan For, ImmutableArray<string> Heard) : JobChapter
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture,
            $"only {string.Join(" and ", Heard)} answered for {For.TotalSeconds:0} s: {(Heard.Length == 1 ? "verification needs two worker nodes" : "a further worker node is needed to tell who is right")}");
    }

    public sealed record Starved(TimeSpan For, int Workers) : JobChapter
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"not taken by any of {Workers} workers for {For.TotalSeconds:0} s");
    }
}

/// <summary>All that befell a job, oldest first: how a run that failed came to fail.</summary>
public sealed record JobStory(JobKey Key, ImmutableArray<JobChapter> Chapters)
{
    public override string ToString() => $"The job of {Key} could not be done: {string.Join(" > ", Chapters)}.";
}
