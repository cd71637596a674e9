using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace QuantumCluster.Actors.Ledger;

/// <summary>What one client's runs want granted. Jobs that were granted before come first, in lanes; then the oldest run's next one.</summary>
internal sealed class SessionEntry(ulong id)
{
    private readonly LinkedList<RunEntry> _fresh = new(); // runs with jobs that were never granted, oldest first
    private readonly List<Lane> _lanes = [];

    public ulong Id { get; } = id;

    /// <summary>Runs under way.</summary>
    public int Runs { get; set; }

    public bool IsWaiting => _fresh.Count > 0 || _lanes.Count > 0;

    public IReadOnlyList<Lane> Lanes => _lanes;

    /// <summary>Runs with jobs that were never granted, oldest first.</summary>
    public IEnumerable<RunEntry> Fresh => _fresh;

    public void Add(RunEntry run) => _fresh.AddLast(run);

    public void Add(JobEntry job, bool first)
    {
        ImmutableArray<NodeEntry> spent = job.Spent();
        Lane? lane = _lanes.Find(l => l.Closed.AsSpan().SequenceEqual(spent.AsSpan()));
        if (lane is null) _lanes.Add(lane = new Lane(spent));
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
        if (run.Next < run.Jobs.Count) _fresh.Remove(run);
        if (run.Again == 0) return;
        foreach (JobEntry job in _lanes.SelectMany(l => l.Jobs).Where(j => j.Run == run).ToArray()) Remove(job);
    }

    /// <summary>The next job for which one of these workers can be had.</summary>
    public bool TryTake(FreeWorkers workers, Func<RunEntry, JobEntry> begin, [NotNullWhen(true)] out JobEntry? job, [NotNullWhen(true)] out WorkerEntry? worker)
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
        if (_fresh.First is not { } first || workers.Any() is not { } any) return false;
        RunEntry run = first.Value;
        (job, worker) = (begin(run), any);
        if (++run.Next == run.Jobs.Count) _fresh.RemoveFirst();
        return true;
    }
}
