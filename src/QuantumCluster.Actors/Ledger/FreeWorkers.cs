namespace QuantumCluster.Actors.Ledger;

/// <summary>The workers that take jobs in this step. Suspects are left out while anybody else is registered who is not draining.</summary>
internal sealed class FreeWorkers
{
    private readonly List<WorkerEntry> _workers = [];

    public bool IsEmpty => _workers.Count == 0;

    public void Gather(IEnumerable<WorkerEntry> registered)
    {
        _workers.Clear();
        bool trusted = false;
        foreach (WorkerEntry worker in registered)
        {
            trusted |= worker is { Suspect: false, Draining: false };
            if (worker.FreeCredits > 0) _workers.Add(worker);
        }

        if (trusted) _workers.RemoveAll(w => w.Suspect);
    }

    /// <summary>The one with most free credits.</summary>
    public WorkerEntry? Any()
    {
        WorkerEntry? best = null;
        foreach (WorkerEntry worker in _workers)
            if (best is null || worker.FreeCredits > best.FreeCredits) best = worker;
        return best;
    }

    /// <summary>The one with most free credits among those that may have this job; not the one that failed it last if there is another. No copies go to suspects.</summary>
    public WorkerEntry? For(JobEntry job)
    {
        WorkerEntry? best = null;
        foreach (WorkerEntry worker in _workers)
        {
            if (job.Lane!.Closed.Contains(worker.Node) || (worker.Suspect && job.LiveLeases > 0)) continue;
            if (best is null || best == job.Avoid || (worker != job.Avoid && worker.FreeCredits > best.FreeCredits)) best = worker;
        }

        return best;
    }

    public void Lent(WorkerEntry worker)
    {
        if (worker.FreeCredits <= 0) _workers.Remove(worker);
    }
}
