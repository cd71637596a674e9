namespace QuantumCluster.Actors.Ledger;

/// <summary>The workers that take jobs in this step. A job goes to a suspect only while nobody else who has what it needs is registered and not draining.</summary>
internal sealed class FreeWorkers
{
    private readonly List<WorkerEntry> _workers = [];
    private List<ClassEntry> _classes = [];

    public bool IsEmpty => _workers.Count == 0;

    public void Gather(Roster roster)
    {
        _workers.Clear();
        _classes = roster.Classes;
        bool suspects = false;
        foreach (WorkerEntry worker in roster.Workers)
        {
            suspects |= worker.Suspect;
            if (worker.FreeCredits > 0) _workers.Add(worker);
        }

        if (!suspects) return;
        foreach (ClassEntry devices in _classes) devices.IsTrusted = false;
        foreach (WorkerEntry worker in roster.Workers) worker.Class.IsTrusted |= worker is { Suspect: false, Draining: false };
    }

    /// <summary>The one with most free credits among those that have what is needed.</summary>
    public WorkerEntry? Any(DemandEntry demand)
    {
        WorkerEntry? best = null;
        foreach (WorkerEntry worker in _workers)
            if ((best is null || worker.FreeCredits > best.FreeCredits) && Admits(demand, worker)) best = worker;
        return best;
    }

    /// <summary>The one with most free credits among those that may have this job; not the one that failed it last if there is another. No copies go to suspects, or to other devices.</summary>
    public WorkerEntry? For(JobEntry job)
    {
        bool copy = job.LiveLeases > 0;
        WorkerEntry? best = null;
        foreach (WorkerEntry worker in _workers)
        {
            if (job.Lane!.Closed.Contains(worker.Node) || !Admits(job.Demand, worker) || (copy && (worker.Suspect || !job.Demand.IsMetBy(worker.Class)))) continue;
            if (best is null || best == job.Avoid || (worker != job.Avoid && worker.FreeCredits > best.FreeCredits)) best = worker;
        }

        return best;
    }

    public void Lent(WorkerEntry worker)
    {
        if (worker.FreeCredits <= 0) _workers.Remove(worker);
    }

    private bool Admits(DemandEntry demand, WorkerEntry worker) => demand.Admits(worker.Class) && !(worker.Suspect && IsTrusted(demand));

    private bool IsTrusted(DemandEntry demand)
    {
        foreach (ClassEntry devices in _classes)
            if (devices.IsTrusted && demand.Admits(devices)) return true;
        return false;
    }
}
