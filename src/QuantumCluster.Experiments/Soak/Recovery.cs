using System.Collections.Immutable;
using QuantumCluster.Experiments.ClusterBenchmarks;

namespace QuantumCluster.Experiments.Soak;

/// <summary>
/// How long faults were felt. The recovery time of a fault lasts from its injection until every run that was under way at that moment has
/// been answered: whatever jobs the harmed node held belonged to these runs, so it is at least the time until those were done elsewhere.
/// It holds the runs' own length too, and whatever other faults did to them.
/// </summary>
/// <param name="Count">Faults that hit runs under way.</param>
public sealed record Recovery(int Count, double MedianMilliseconds, double WorstMilliseconds)
{
    /// <summary>Null when no run was under way, or one of them was never answered.</summary>
    public static TimeSpan? Of(TimeSpan fault, IReadOnlyList<RunInterval> runs)
    {
        TimeSpan? last = null;
        foreach (RunInterval run in runs)
        {
            if (run.Start > fault || run.End <= fault) continue;
            if (run.End is not { } end || run.Failed) return null;
            if (last is null || end > last) last = end;
        }

        return last - fault;
    }

    /// <summary>Zeros when there is nothing to sum up.</summary>
    public static Recovery Of(IEnumerable<TimeSpan> times)
    {
        ImmutableArray<double> sorted = [.. times.Select(t => t.TotalMilliseconds).Order()];
        if (sorted.IsEmpty) return new(0, 0, 0);
        return new(sorted.Length, Laps.Median(sorted), sorted[^1]);
    }
}
