namespace QuantumCluster.Actors.Ledger;

/// <summary>What befalls a worker node that lied or gives nonsense: nothing of it counts any more, and what nobody checked is done again where that is still possible.</summary>
internal sealed class Quarantine(Books books, JobFlow flow)
{
    /// <summary>Counts an offence of the node; too many are enough.</summary>
    /// <returns>Jobs whose claims are to be looked at anew.</returns>
    public IReadOnlyList<JobEntry> Offend(NodeEntry node, string offence)
    {
        node.Offences++;
        return node.Offences >= books.Settings.OffenceLimit ? Sentence(node, $"{node.Offences} times it gave what cannot be true, at last: {offence}") : [];
    }

    /// <inheritdoc cref="Offend"/>
    public IReadOnlyList<JobEntry> Sentence(NodeEntry node, string reason)
    {
        if (node.Quarantine is not null) return [];
        node.Quarantine = reason;
        books.Tally.Quarantined++;
        if (node.Worker is { } worker) Lose(worker, "it is quarantined");
        JobEntry[] reopened = [.. books.Undecided.Where(j => j.Claims!.RemoveAll(c => c.Node == node) > 0)];
        int retracted = books.Runs.Values.ToArray().Sum(run => Retract(run, node));
        books.Tally.Doubtful += node.Unverified;
        books.Effects.Add(new LedgerEffect.QuarantineNode(node.Name, reason, retracted, node.Unverified));
        return reopened;
    }

    /// <summary>The worker is gone: its jobs go to others, oldest first.</summary>
    public void Lose(WorkerEntry worker, string reason)
    {
        books.Roster.Remove(worker);
        books.Demands.Recount(books.Now);
        while (worker.Leases.Newest is { } lease) flow.Retry(lease, new JobChapter.WorkerLost(worker.Id, reason));
    }

    private int Retract(RunEntry run, NodeEntry node)
    {
        int retracted = 0;
        Dictionary<int, JobEntry>? echoing = null;
        for (int index = 0; index < run.Suppliers.Length; index++)
        {
            if (run.Suppliers[index] != node.Number) continue;
            echoing ??= books.Leases.Echoing(run).ToDictionary(j => j.Index);
            JobEntry job = echoing.GetValueOrDefault(index) ?? Verification.Begin(books.Settings, run, index);
            flow.Retract(job);
            job.Claims?.RemoveAll(c => c.Node == node);
            if (job.Claims is []) job.Claims = null;
            job.Tell(new JobChapter.Retracted(node.Name));
            books.Queue.Add(job, first: false);
            retracted++;
        }

        return retracted;
    }
}
