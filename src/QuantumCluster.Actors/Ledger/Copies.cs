namespace QuantumCluster.Actors.Ledger;

/// <summary>
/// Finds jobs that are late and lets a second worker have them too. A worker is suspect when it holds jobs and has been silent for
/// longer than usual; that a stopped or hung one is found out takes tens of milliseconds, not a lease. A machine that is merely busy slows
/// all workers alike: suspects get no copies, so when nobody answers none are made. What is late at a worker that goes on answering gets a copy too.
/// </summary>
internal sealed class Copies(Books books)
{
    private bool _short;

    /// <summary>How long a worker with jobs in hand may be silent, of the class where it is shortest; null while nothing has been measured or no copies are wanted.</summary>
    public TimeSpan? Silence
    {
        get
        {
            TimeSpan? shortest = null;
            foreach (ClassEntry devices in books.Roster.Classes)
                if (shortest is null || devices.Silence < shortest) shortest = devices.Silence;
            return shortest;
        }
    }

    /// <summary>An outcome came under this lease.</summary>
    public void Learn(Lease lease)
    {
        if (!lease.IsLive || books.Settings.CopiesPerJob == 0) return;
        lease.Worker.Class.Learn(books.Now - lease.Worker.BegunAt(lease), books.Now - lease.GrantedAt, books.Settings);
    }

    public void Judge()
    {
        if (books.Roster.Workers.Count < 2 || books.Settings.CopiesPerJob == 0) return;
        foreach (ClassEntry devices in books.Roster.Classes) devices.Measure(books.Settings);
        foreach (WorkerEntry worker in books.Roster.Workers)
            worker.Suspect |= worker.Leases.Oldest is { } oldest && books.Now - Latest(worker.LastAnswer, oldest.GrantedAt) >= worker.Class.Silence;
        Overtake();
    }

    /// <summary>Asks again for copies that there was no room for. For after every event.</summary>
    public void Continue()
    {
        if (_short) Overtake();
    }

    /// <summary>When there may be something to <see cref="Judge"/> next.</summary>
    public TimeSpan? Next()
    {
        if (books.Settings.CopiesPerJob == 0 || books.Leases.Live == 0 || books.Roster.Workers.Count < 2) return null;
        TimeSpan? next = null;
        foreach (WorkerEntry worker in books.Roster.Workers)
            if (worker.Class is { Silence: { } silence, Age: { } age } && Due(worker, silence, age) is { } due && (next is null || due < next)) next = due;

        return next is { } time ? Latest(time, books.Now + books.Settings.CopyFloor / 4) : null;
    }

    /// <summary>When one of the worker's leases, or the worker itself, may next turn out to be late.</summary>
    private TimeSpan? Due(WorkerEntry worker, TimeSpan silence, TimeSpan age)
    {
        TimeSpan patience = worker.Suspect ? silence : age;
        Lease? lease = worker.Leases.Oldest;
        while (lease is not null && (lease.GrantedAt + patience <= books.Now || !MayBeCopied(lease))) lease = lease.Newer; // judged already, or nothing to be done
        TimeSpan? late = lease?.GrantedAt + patience;
        if (worker.Suspect || worker.Leases.Oldest is not { } oldest) return late;
        TimeSpan quiet = Latest(worker.LastAnswer, oldest.GrantedAt) + silence;
        return late < quiet ? late : quiet;
    }

    private void Overtake()
    {
        int devices = 0, copies = books.Leases.Copies; // those asked for and not granted yet included
        foreach (WorkerEntry worker in books.Roster.Workers)
        {
            if (!worker.Suspect) devices += worker.Devices;
            for (Lease? lease = worker.Leases.Oldest; lease is not null; lease = lease.Newer)
                if (lease.Job.Lane is not null) copies++;
        }

        _short = devices == 0; // nobody to give them to, until somebody speaks
        if (_short) return;
        int limit = Math.Max(devices, (int)(books.Settings.CopyShare * books.Leases.Live));
        foreach (WorkerEntry worker in books.Roster.Workers)
        {
            for (Lease? lease = worker.Leases.Oldest; lease is not null; lease = lease.Newer)
            {
                if (!(books.Now - lease.GrantedAt >= (worker.Suspect ? worker.Class.Silence : worker.Class.Age))) break; // the rest is younger, or nothing is known
                if (!MayBeCopied(lease)) continue;
                if (copies >= limit)
                {
                    _short = true;
                    return;
                }

                books.Queue.Add(lease.Job, first: false);
                copies++;
            }
        }
    }

    private bool MayBeCopied(Lease lease) =>
        lease.Job is { LiveLeases: 1, Lane: null } job && job.Copies < books.Settings.CopiesPerJob && job.Demand.Takers > (lease.Worker.Draining ? 0 : 1);

    private static TimeSpan Latest(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
