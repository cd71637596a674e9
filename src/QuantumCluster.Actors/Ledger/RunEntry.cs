using System.Collections.Immutable;
using QuantumCluster.Cutting.Jobs;

namespace QuantumCluster.Actors.Ledger;

/// <param name="order">Counts admissions: the smaller is the older.</param>
/// <param name="jobs">Asked for one by one, when they are granted.</param>
/// <param name="verify">Share of jobs to verify, 0 to 1.</param>
internal sealed class RunEntry(RunId id, SessionEntry session, long order, IReadOnlyList<FragmentJob> jobs, double verify)
{
    /// <summary>In <see cref="Suppliers"/>: two nodes agreed on the outcome.</summary>
    public const int Verified = -1;

    public RunId Id { get; } = id;
    public SessionEntry Session { get; } = session;
    public long Order { get; } = order;
    public IReadOnlyList<FragmentJob> Jobs { get; } = jobs;
    public double Verify { get; } = verify;

    /// <summary>All its jobs, by their number.</summary>
    public ImmutableArray<RunPart> Parts { get; set; } = [];

    /// <summary>What its jobs need, those that were substituted included.</summary>
    public HashSet<DemandEntry> Demands { get; } = [];

    /// <summary>Jobs without an accepted outcome.</summary>
    public int Open { get; set; } = jobs.Count;

    /// <summary>Where each job's accepted outcome came from: a node's number, <see cref="Verified"/>, or 0 for none yet.</summary>
    public int[] Suppliers { get; } = new int[jobs.Count];

    /// <summary>Its jobs that wait to be granted again.</summary>
    public int Again { get; set; }

    /// <summary>Its leases that ended without an answer, of which one may still come.</summary>
    public int EndedLeases { get; set; }
    public bool IsOver { get; set; }

    /// <summary>What the job of this number needs.</summary>
    public DemandEntry DemandOf(int index)
    {
        foreach (RunPart part in Parts)
            if (index < part.End) return part.Demand;
        throw new ArgumentOutOfRangeException(nameof(index), index, $"Run {Id} has {Jobs.Count} jobs.");
    }
}
