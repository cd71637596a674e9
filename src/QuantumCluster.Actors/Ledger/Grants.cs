namespace QuantumCluster.Actors.Ledger;

/// <summary>Gives waiting jobs to workers that take some.</summary>
internal sealed class Grants(Books books)
{
    private readonly FreeWorkers _free = new();
    private readonly List<WorkerEntry> _lent = [];

    public void Make()
    {
        if (books.Queue.IsEmpty) return;
        _free.Gather(books.Roster.Workers);
        while (!_free.IsEmpty && books.Queue.TryTake(_free, Begin, out JobEntry? job, out WorkerEntry? worker)) Lend(job, worker);
        foreach (WorkerEntry worker in _lent)
        {
            books.Effects.Add(new LedgerEffect.GrantJobs(worker.Id, worker.Granted, [.. worker.Granting]));
            worker.Granting.Clear();
        }

        _lent.Clear();
    }

    private JobEntry Begin(RunEntry run) => Verification.Begin(books.Settings, run, run.Next);

    private void Lend(JobEntry job, WorkerEntry worker)
    {
        if (job.LiveLeases > 0)
        {
            job.Copies++;
            books.Tally.Speculated++;
        }

        Lease lease = books.Leases.Grant(job, worker, books.Now, books.Turnaround.Lease(books.Settings) * Math.Pow(2, job.Failures));
        job.Grants++;
        worker.Granted++;
        if (worker.Granting.Count == 0) _lent.Add(worker);
        worker.Granting.Add(new LeasedJob(lease.Id, job.Grants, job.Job));
        _free.Lent(worker);
    }
}
