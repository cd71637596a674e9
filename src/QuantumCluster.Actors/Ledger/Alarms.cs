namespace QuantumCluster.Actors.Ledger;

/// <summary>What time alone brings about: leases end, jobs that nobody takes fail their runs. Keeps one wake-up asked for while anything may come of it.</summary>
internal sealed class Alarms(Books books, JobFlow flow, Copies copies)
{
    private TimeSpan? _wake, _starvingSince;

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
        Starve();
        TimeSpan? stranded = Strand();
        if (_wake <= books.Now) _wake = null;
        TimeSpan? next = Earlier(Earlier(_starvingSince + books.Settings.StarvationLimit, stranded), books.Leases.First?.Deadline);
        if (_wake is null) next = Earlier(next, copies.Next());
        else if (copies.Silence is { } silence && _wake > books.Now + silence) next = Earlier(next, copies.Next());
        if (next is not { } time || _wake <= time) return;
        _wake = time;
        books.Effects.Add(new LedgerEffect.WakeAt(time));
    }

    private static TimeSpan? Earlier(TimeSpan? a, TimeSpan? b) => a is null || b < a ? b : a;

    /// <summary>Jobs wait, and no worker holds any.</summary>
    private void Starve()
    {
        _starvingSince = !books.Queue.IsEmpty && books.Leases.Live == 0 ? _starvingSince ?? books.Now : null;
        if (_starvingSince is not { } since || books.Now - since < books.Settings.StarvationLimit) return;
        foreach (RunEntry run in books.Runs.Values.ToArray()) // none has a live lease, so all of them wait
        {
            IEnumerable<JobEntry> again = run.Session.Lanes.SelectMany(l => l.Jobs).Where(j => j.Run == run);
            GiveUp(again.FirstOrDefault() ?? Verification.Begin(books.Settings, run, run.Next), books.Now - since);
        }

        _starvingSince = null;
    }

    private void GiveUp(JobEntry job, TimeSpan after)
    {
        if (job.Run.IsOver) return;
        job.Tell(job.Claims is { Count: > 0 } claims
            ? new JobChapter.Undecided(after, [.. claims.Select(c => c.Node.Name).Distinct()])
            : new JobChapter.Starved(after, books.Roster.Workers.Count));
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
