namespace QuantumCluster.Actors.Ledger;

/// <summary>The demands of all open runs: few, since the jobs of a fragment have one.</summary>
internal sealed class DemandBook(Roster roster)
{
    private readonly Dictionary<Demand, DemandEntry> _demands = [];

    public Dictionary<Demand, DemandEntry>.ValueCollection All => _demands.Values; // as such, so that going through them allocates nothing

    /// <summary>A demand of a run, until <see cref="Release"/>.</summary>
    public DemandEntry Of(RunEntry run, Demand demand, TimeSpan now)
    {
        if (!_demands.TryGetValue(demand, out DemandEntry? entry))
        {
            _demands.Add(demand, entry = new DemandEntry(demand));
            Count(entry, now);
        }

        if (run.Demands.Add(entry)) entry.Runs++;
        return entry;
    }

    /// <summary>The run is over.</summary>
    public void Release(RunEntry run)
    {
        foreach (DemandEntry entry in run.Demands)
            if (--entry.Runs == 0) _demands.Remove(entry.Id);
    }

    /// <summary>Workers have come, gone, or begun to drain.</summary>
    public void Recount(TimeSpan now)
    {
        foreach (DemandEntry entry in _demands.Values) Count(entry, now);
    }

    /// <summary>Lets others take what those who should have been gone for too long to do.</summary>
    public void Open(TimeSpan now, TimeSpan after)
    {
        foreach (DemandEntry entry in _demands.Values) entry.IsOpen = entry.Id.MaySubstitute && now - entry.GoneSince >= after;
    }

    private void Count(DemandEntry entry, TimeSpan now)
    {
        entry.Takers = 0;
        foreach (WorkerEntry worker in roster.Workers)
            if (!worker.Draining && entry.IsMetBy(worker.Class)) entry.Takers++;
        entry.GoneSince = entry.Takers > 0 ? null : entry.GoneSince ?? now;
    }
}
