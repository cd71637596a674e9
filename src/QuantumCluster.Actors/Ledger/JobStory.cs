using System.Collections.Immutable;
using System.Globalization;
using QuantumCluster.Cutting.Jobs;
using QuantumCluster.Cutting.Plans;

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

    /// <summary>No worker came that has what the job needs.</summary>
    /// <param name="Present">Classes of the workers that are there.</param>
    public sealed record Unserved(TimeSpan For, Demand Demand, ImmutableArray<DeviceClass> Present) : JobChapter
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture,
            $"no worker has had {Demand} for {For.TotalSeconds:0} s (there are {(Present.IsEmpty ? "none" : string.Join(", ", Present.Select(p => $"{p} with {p.Qubits}")))}): start one, or let others do it with --allow-substitution");
    }

    /// <summary>Devices of another class do it from here on, as its run allows.</summary>
    public sealed record Substituted(Demand Demand, DeviceClass By) : JobChapter
    {
        public override string ToString() => $"given to devices of class {By}, since nobody had {Demand}";
    }

    public sealed record Starved(TimeSpan For, int Workers) : JobChapter
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"not taken by any of {Workers} workers for {For.TotalSeconds:0} s");
    }
}

/// <summary>All that befell a job, oldest first: how a run that failed came to fail.</summary>
/// <param name="Step">The job's, in its training.</param>
public sealed record JobStory(JobKey Key, long Step, ImmutableArray<JobChapter> Chapters)
{
    public override string ToString() => $"The job of {Key} could not be done: {string.Join(" > ", Chapters)}.";
}
