using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace QuantumCluster.Actors.Ledger;

/// <summary>What one client's runs want granted. Jobs that were granted before come first, in lanes; then the oldest run's next one that can be had.</summary>
internal sealed class SessionEntry(ulong id)
{
    private readonly List<FreshQueue> _fresh = [];
    private readonly List<Lane> _lanes = [];

    public ulong Id { get; } = id;

    /// <summary>Runs under way.</summary>
    public int Runs { get; set; }

    public bool IsWaiting => _fresh.Count > 0 || _lanes.Count > 0;

    public List<Lane> Lanes => _lanes;

    /// <summary>Parts of runs with jobs that were never granted, one queue for each demand.</summary>
    public List<FreshQueue> Fresh => _fresh;

    public void Add(RunEntry run)
    {
        foreach (RunPart part in run.Parts)
        {
            FreshQueue? queue = _fresh.Find(q => q.Demand == part.Demand);
            if (queue is null) _fresh.Add(queue = new FreshQueue(part.Demand));
            part.Place = queue.Parts.AddLast(part);
        }
    }

    public void Add(JobEntry job, bool first)
    {
        ImmutableArray<NodeEntry> spent = job.Spent();
        Lane? lane = _lanes.Find(l => l.Demand == job.Demand && l.Closed.AsSpan().SequenceEqual(spent.AsSpan()));
        if (lane is null) _lanes.Insert(first ? 0 : _lanes.Count, lane = new Lane(job.Demand, spent));
        job.Lane = lane;
        job.Place = first ? lane.Jobs.AddFirst(job) : lane.Jobs.AddLast(job);
        job.Run.Again++;
    }

    public void Remove(JobEntry job)
    {
        if (job.Lane is not { } lane) return;
        lane.Jobs.Remove(job.Place!);
        (job.Lane, job.Place) = (null, null);
        job.Run.Again--;
        if (lane.Jobs.Count == 0) _lanes.Remove(lane);
    }

    public void Remove(RunEntry run)
    {
        foreach (RunPart part in run.Parts) Remove(part);
        if (run.Again == 0) return;
        foreach (JobEntry job in _lanes.SelectMany(l => l.Jobs).Where(j => j.Run == run).ToArray()) Remove(job);
    }

    /// <summary>The next job for which one of these workers can be had.</summary>
    public bool TryTake(FreeWorkers workers, Func<RunPart, JobEntry> begin, [NotNullWhen(true)] out JobEntry? job, [NotNullWhen(true)] out WorkerEntry? worker)
    {
        foreach (Lane lane in _lanes)
        {
            job = lane.Jobs.First!.Value;
            worker = workers.For(job);
            if (worker is null) continue;
            Remove(job);
            return true;
        }

        (job, worker) = (null, null);
        RunPart? next = null;
        foreach (FreshQueue queue in _fresh)
        {
            RunPart part = queue.Parts.First!.Value;
            if ((next is not null && next.IsBefore(part)) || workers.Any(queue.Demand) is not { } any) continue;
            (next, worker) = (part, any);
        }

        if (next is null || worker is null) return false;
        job = begin(next);
        if (++next.Next == next.End) Remove(next);
        return true;
    }

    private void Remove(RunPart part)
    {
        if (part.Place is not { List: { } parts } place) return;
        parts.Remove(place);
        part.Place = null;
        if (parts.Count == 0) _fresh.RemoveAll(q => q.Parts == parts);
    }
}
