using QuantumCluster.Actors.Ledger;
using QuantumCluster.Cutting.Jobs;

namespace QuantumCluster.Actors.Tests.Ledger;

/// <summary>A world around one ledger: workers that come, go, hang, answer late or twice; messages that get lost. Checks every effect against what it knows.</summary>
internal sealed class LedgerWorld
{
    private readonly LedgerSettings _settings = new() { MaxAttempts = 4, FirstLease = TimeSpan.FromSeconds(2), LeaseFloor = TimeSpan.FromSeconds(1), StarvationLimit = TimeSpan.FromSeconds(20) };
    private readonly Dictionary<WorkerId, long> _limits = [];
    private readonly SortedDictionary<long, HashSet<JobKey>> _open = [];
    private readonly List<(WorkerId Worker, LeasedJob Job)> _held = [];
    private RunLedger _ledger;
    private TimeSpan _now;
    private TimeSpan? _wake;
    private int _admitted, _ended, _cancelled, _grantsToLose;

    private LedgerWorld() => _ledger = new RunLedger(_settings);

    /// <summary>All effects, as text.</summary>
    public List<string> Log { get; } = [];

    /// <summary>Kinds of effects that came, and of chapters in the stories of failed runs.</summary>
    public HashSet<Type> Kinds { get; } = [];

    /// <summary>Lets everything happen, then waits in silence until every run has ended.</summary>
    public static LedgerWorld Play(History history)
    {
        var world = new LedgerWorld();
        foreach (Happening happening in history.Happenings)
        {
            world._now += TimeSpan.FromMilliseconds(happening.After);
            world.Let(happening);
        }

        world.FallSilent();
        return world;
    }

    private void Let(Happening happening)
    {
        switch (happening)
        {
            case Happening.Submission h:
                var run = new RunId(1, _admitted++);
                FragmentJob[] jobs = [.. Enumerable.Range(0, h.Jobs).Select(i => new FragmentJob(new JobKey(run, 0, i, 1, 0, 1), default, [], [], new JobAsk.Probabilities()))];
                _open.Add(run.Number, [.. jobs.Select(j => j.Key)]);
                Feed(new LedgerEvent.RunAdmitted(run, [.. jobs]));
                break;
            case Happening.Registration h:
                long granted = _ledger.GrantedTo(h.Worker);
                _limits.TryAdd(h.Worker, granted + 3);
                Feed(new LedgerEvent.WorkerRegistered(h.Worker, 2, granted, _limits[h.Worker]));
                break;
            case Happening.Cut h: Feed(new LedgerEvent.WorkerLost(h.Worker, "cut")); break;
            case Happening.Draining h: Feed(new LedgerEvent.WorkerDraining(h.Worker)); break;
            case Happening.Cancellation when _open.Count > 0:
                long oldest = _open.Keys.First();
                _open.Remove(oldest);
                _cancelled++;
                Feed(new LedgerEvent.RunCancelled(new RunId(1, oldest)));
                break;
            case Happening.Tick: Feed(new LedgerEvent.TimePassed()); break;
            case Happening.GrantsLost h: _grantsToLose += h.Count; break;
            case Happening.Answer h when _held.Count > 0: Answer(h); break;
        }
    }

    private void Answer(Happening.Answer h)
    {
        int at = h.Which % _held.Count;
        var (worker, leased) = _held[at];
        if (!h.Again) _held.RemoveAt(at);
        JobKey key = leased.Job.Key;
        JobOutcome? outcome = h.Kind switch
        {
            Happening.Reply.Fault => new JobOutcome.Faulted(key, "fault"),
            Happening.Reply.Refusal => new JobOutcome.Refused(key, "no"),
            Happening.Reply.Result => new JobOutcome.Evaluated(key, [0]),
            _ => null,
        };
        if (outcome is null) return;
        Feed(new LedgerEvent.OutcomesArrived(worker, [new LeasedOutcome(leased.Lease, outcome)], ++_limits[worker]));
    }

    /// <summary>Nobody speaks any more: time alone must end whatever is left.</summary>
    private void FallSilent()
    {
        for (int step = 0; _open.Count > 0; step++)
        {
            Assert.True(step < 1000, $"{_open.Count} runs hang");
            Assert.True(_wake is not null, "runs are open and no wake-up is asked for");
            _now = _wake.Value > _now ? _wake.Value : _now + TimeSpan.FromMilliseconds(1);
            Feed(new LedgerEvent.TimePassed());
        }

        Assert.Equal(_admitted, _ended + _cancelled);
        LedgerCounts counts = _ledger.Counts;
        Assert.Equal((0, 0, 0), (counts.Runs, counts.Queued, counts.Leased));
    }

    private void Feed(LedgerEvent happened)
    {
        LedgerStep step = _ledger.Handle(happened, _now);
        _ledger = step.Next;
        foreach (LedgerEffect effect in step.Effects)
        {
            Kinds.Add(effect.GetType());
            Log.Add(effect is LedgerEffect.GrantJobs g ? $"{g.Worker} {string.Join(",", g.Jobs.Select(j => j.Lease.Value))}" : effect.ToString());
            Check(effect);
        }
    }

    private void Check(LedgerEffect effect)
    {
        switch (effect)
        {
            case LedgerEffect.GrantJobs e:
                Assert.True(e.Granted <= _limits[e.Worker], $"{e.Worker} was granted {e.Granted} of {_limits[e.Worker]}");
                foreach (LeasedJob job in e.Jobs)
                {
                    Assert.True(job.Attempt <= _settings.MaxAttempts);
                    Assert.True(_open[job.Job.Key.Run.Number].Contains(job.Job.Key), $"{job.Job.Key} is done and granted again");
                    if (_grantsToLose > 0) _grantsToLose--;
                    else _held.Add((e.Worker, job));
                }

                break;
            case LedgerEffect.AcceptOutcome e:
                Assert.True(_open[e.Outcome.Key.Run.Number].Remove(e.Outcome.Key), $"{e.Outcome.Key} counted twice");
                break;
            case LedgerEffect.CompleteRun e:
                Assert.Empty(_open[e.Run.Number]);
                Assert.True(_open.Remove(e.Run.Number));
                _ended++;
                break;
            case LedgerEffect.FailRun e:
                Assert.True(_open.Remove(e.Run.Number));
                Assert.NotEmpty(e.Story.Chapters);
                foreach (JobChapter chapter in e.Story.Chapters) Kinds.Add(chapter.GetType());
                _ended++;
                break;
            case LedgerEffect.WakeAt e:
                _wake = e.Time;
                break;
        }
    }
}
