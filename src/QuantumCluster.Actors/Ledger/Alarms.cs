namespace QuantumCluster.Actors.Ledger;

/// <summary>What time alone brings about: leases end, jobs that nobody takes fail their runs. Keeps one wake-up asked for while anything may come of it.</summary>
internal sealed class Alarms(Books books, JobFlow flow, Copies copies)
{
    private TimeSpan? _wake;

    public void Ring()
    {
        bool late = books.Now - _wake > books.Settings.CopyFloor; // the ledger itself was held up: let those be heard first who spoke meanwhile
        while (books.Leases.First is { } lease && lease.Deadline <= books.Now)
        {
            lease.Worker.Suspect = true;
            flow.Retry(lease, new JobChapter.Expired(books.Now - lease.GrantedAt));
        }

        if (!late) copies.Judge();
    }

    /// <summary>Fails runs whose jobs nobody takes, and asks for the next wake-up.</summary>
    public void Set()
    {
        TimeSpan? starving = Starve(), stranded = Strand();
        if (_wake <= books.Now) _wake = null;
        TimeSpan? next = Earlier(Earlier(starving, stranded), books.Leases.First?.Deadline);
        if (_wake is null) next = Earlier(next, copies.Next());
        else if (copies.Silence is { } silence && _wake > books.Now + silence) next = Earlier(next, copies.Next());
        if (next is not { } time || _wake <= time) return;
        _wake = time;
        books.Effects.Add(new LedgerEffect.WakeAt(time));
    }

    private static TimeSpan? Earlier(TimeSpan? a, TimeSpan? b) => a is null || b < a ? b : a;

    /// <summary>Jobs wait, and nobody who has what they need does anything.</summary>
    /// <returns>When the first of them will have waited too long, or may be given to others.</returns>
    private TimeSpan? Starve()
    {
        foreach (DemandEntry demand in books.Demands.All) demand.Waits = false;
        foreach (SessionEntry session in books.Queue.Waiting)
        {
            foreach (FreshQueue queue in session.Fresh) queue.Demand.Waits = true;
            foreach (Lane lane in session.Lanes) lane.Demand.Waits = true;
        }

        TimeSpan? first = null;
        List<DemandEntry>? hopeless = null;
        foreach (DemandEntry demand in books.Demands.All)
        {
            demand.StarvingSince = demand is { Waits: true, Live: 0 } && !IsServed(demand) ? demand.StarvingSince ?? books.Now : null;
            if (demand.StarvingSince is not { } since) continue;
            if (books.Now - since >= books.Settings.StarvationLimit) (hopeless ??= []).Add(demand);
            else first = Earlier(first, since + books.Settings.StarvationLimit);
            if (demand is { IsOpen: false, Id.MaySubstitute: true }) first = Earlier(first, demand.GoneSince + books.Settings.SubstituteAfter);
        }

        foreach (DemandEntry demand in hopeless ?? []) GiveUp(demand, books.Now - demand.StarvingSince!.Value);
        return first;
    }

    /// <summary>Somebody who could take such a job holds another.</summary>
    private bool IsServed(DemandEntry demand)
    {
        foreach (WorkerEntry worker in books.Roster.Workers)
            if (worker.Leases.Count > 0 && demand.Admits(worker.Class)) return true;
        return false;
    }

    /// <summary>Fails every run that waits for this: none of such jobs has a live lease.</summary>
    private void GiveUp(DemandEntry demand, TimeSpan after)
    {
        foreach (SessionEntry session in books.Queue.Waiting.ToArray())
        {
            JobEntry[] again = [.. session.Lanes.Where(l => l.Demand == demand).SelectMany(l => l.Jobs)];
            RunPart[] fresh = [.. session.Fresh.Where(q => q.Demand == demand).SelectMany(q => q.Parts)];
            foreach (JobEntry job in again) GiveUp(job, after);
            foreach (RunPart part in fresh)
                if (!part.Run.IsOver) GiveUp(Verification.Begin(books.Settings, part.Run, part.Next), after);
        }
    }

    private void GiveUp(JobEntry job, TimeSpan after)
    {
        if (job.Run.IsOver) return;
        job.Tell((job.Claims, job.Demand.Takers) switch
        {
            ({ Count: > 0 } claims, _) => new JobChapter.Undecided(after, [.. claims.Select(c => c.Node.Name).Distinct()]),
            (_, 0) => new JobChapter.Unserved(after, job.Demand.Id, [.. books.Roster.Workers.Select(w => w.Class.Id).Distinct()]),
            _ => new JobChapter.Starved(after, books.Roster.Workers.Count),
        });
        flow.Fail(job);
    }

    /// <summary>Jobs wait for a node other than those that are there, while the others go on.</summary>
    /// <returns>When the first of them will have waited too long.</returns>
    private TimeSpan? Strand()
    {
        TimeSpan? first = null;
        List<JobEntry>? hopeless = null;
        foreach (SessionEntry session in books.Queue.Waiting)
        {
            foreach (Lane lane in session.Lanes)
            {
                if (lane.Closed.IsEmpty) continue;
                lane.StrandedSince = books.Roster.CanTake(lane) ? null : lane.StrandedSince ?? books.Now;
                if (lane.StrandedSince is not { } since) continue;
                if (books.Now - since < books.Settings.StarvationLimit) first = Earlier(first, since + books.Settings.StarvationLimit);
                else (hopeless ??= []).AddRange(lane.Jobs.Where(j => j.LiveLeases == 0));
            }
        }

        foreach (JobEntry job in hopeless ?? []) GiveUp(job, books.Settings.StarvationLimit);
        return first;
    }
}
