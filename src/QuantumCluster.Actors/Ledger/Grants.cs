namespace QuantumCluster.Actors.Ledger;

/// <summary>Gives waiting jobs to workers that take some.</summary>
internal sealed class Grants(Books books, Substitution substitution)
{
    private readonly FreeWorkers _free = new();
    private readonly List<WorkerEntry> _lent = [];

    public void Make()
    {
        if (books.Queue.IsEmpty) return;
        books.Demands.Open(books.Now, books.Settings.SubstituteAfter);
        _free.Gather(books.Roster);
        while (!_free.IsEmpty && books.Queue.TryTake(_free, Begin, out JobEntry? job, out WorkerEntry? worker)) Lend(job, worker);
        foreach (WorkerEntry worker in _lent)
        {
            books.Effects.Add(new LedgerEffect.GrantJobs(worker.Id, worker.Granted, [.. worker.Granting]));
            worker.Granting.Clear();
        }

        _lent.Clear();
    }

    private JobEntry Begin(RunPart part) => Verification.Begin(books.Settings, part.Run, part.Next);

    private void Lend(JobEntry job, WorkerEntry worker)
    {
        substitution.Bind(job, worker.Class);
        if (job.LiveLeases > 0)
        {
            job.Copies++;
            books.Tally.Speculated++;
        }

        Lease lease = books.Leases.Grant(job, worker, books.Now, worker.Class.Turnaround.Lease(books.Settings) * Math.Pow(2, job.Failures));
        job.Grants++;
        worker.Granted++;
        if (worker.Granting.Count == 0) _lent.Add(worker);
        worker.Granting.Add(new LeasedJob(lease.Id, job.Grants, job.Job));
        _free.Lent(worker);
    }
}
