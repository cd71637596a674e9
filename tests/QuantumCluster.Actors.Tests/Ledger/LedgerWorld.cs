using QuantumCluster.Actors.Ledger;
using QuantumCluster.Actors.Recording;
using QuantumCluster.Circuits;
using QuantumCluster.Cutting.Jobs;

namespace QuantumCluster.Actors.Tests.Ledger;

/// <summary>
/// A world around one ledger: sessions that submit runs; workers that come, go, hang, answer late or twice, one of which may lie; messages
/// that get lost. Checks every effect against what it knows.
/// </summary>
internal sealed class LedgerWorld
{
    private readonly Trial _trial;
    private readonly LedgerSettings _settings;
    private readonly Dictionary<WorkerId, long> _limits = [];
    private readonly SortedDictionary<long, HashSet<JobKey>> _open = [];
    private readonly Dictionary<JobKey, (JobOutcome Outcome, WorkerId From)> _accepted = [];
    private readonly List<(WorkerId Worker, LeasedJob Job)> _held = [];
    private readonly Dictionary<JobOutcome, WorkerId> _sources = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<JobKey, int> _answers = [];
    private readonly HashSet<string> _quarantined = [];
    private readonly Turns _turns = new();
    private readonly IEventRecorder _recorder;
    private RunLedger _ledger;
    private TimeSpan _now;
    private TimeSpan? _wake;
    private int _admitted, _ended, _cancelled, _grantsToLose, _lies;

    private LedgerWorld(Trial trial, Func<LedgerSettings, IEventRecorder> record)
    {
        _trial = trial;
        _settings = new()
        {
            MaxAttempts = 4, FirstLease = TimeSpan.FromSeconds(2), LeaseFloor = TimeSpan.FromSeconds(1), StarvationLimit = TimeSpan.FromSeconds(20),
            CopyFloor = TimeSpan.FromMilliseconds(100), CopyFactor = 1, CopiesPerJob = trial.Copies, Verify = trial.Verify, VerifySeed = new Seed(5),
        };
        _ledger = new RunLedger(_settings);
        _recorder = record(_settings);
    }

    /// <summary>All effects, as text.</summary>
    public List<string> Log { get; } = [];

    /// <summary>Kinds of effects that came, and of chapters in the stories of failed runs.</summary>
    public HashSet<Type> Kinds { get; } = [];

    public LedgerCounts Counts => _ledger.Counts;

    /// <summary>Lets everything happen, then waits in silence until every run has ended.</summary>
    public static LedgerWorld Play(History history) => Play(history, _ => NoRecording.Instance);

    /// <inheritdoc cref="Play(History)"/>
    public static LedgerWorld Play(History history, Func<LedgerSettings, IEventRecorder> record)
    {
        var world = new LedgerWorld(history.Trial, record);
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
                var run = new RunId((ulong)h.Session, _admitted++);
                FragmentJob[] jobs = [.. Enumerable.Range(0, h.Jobs).Select(i => new FragmentJob(new JobKey(run, 0, i, 1, 0, 1), default, [], [], new JobAsk.Probabilities()))];
                _open.Add(run.Number, [.. jobs.Select(j => j.Key)]);
                _turns.Submitted(jobs);
                Feed(new LedgerEvent.RunAdmitted(run, jobs));
                break;
            case Happening.Registration h:
                long granted = _ledger.GrantedTo(h.Worker);
                _limits.TryAdd(h.Worker, granted + 3);
                Feed(new LedgerEvent.WorkerRegistered(h.Worker, 2, granted, _limits[h.Worker]));
                break;
            case Happening.Cut h: Feed(new LedgerEvent.WorkerLost(h.Worker, "cut")); break;
            case Happening.Draining h: Feed(new LedgerEvent.WorkerDraining(h.Worker)); break;
            case Happening.Cancellation when _open.Count > 0:
                (long oldest, HashSet<JobKey> left) = _open.First();
                _open.Remove(oldest);
                _cancelled++;
                _turns.Over(oldest);
                Feed(new LedgerEvent.RunCancelled(left.First().Run));
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
        if (h.Kind == Happening.Reply.Lost) return;
        JobKey key = leased.Job.Key;
        _answers[key] = _answers.GetValueOrDefault(key) + 1;
        long limit = ++_limits[worker];
        JobOutcome outcome = h.Kind == Happening.Reply.Fault ? new JobOutcome.Faulted(key, "fault") : Truth(key);
        if (worker.Node == _trial.Liar && h.Kind == Happening.Reply.Result)
        {
            if (_trial.Lie == Lie.Nonsense)
            {
                Feed(new LedgerEvent.OutcomesArrived(worker, [], limit) { Invalid = [new InvalidOutcome(leased.Lease, key, "nonsense")] });
                return;
            }

            outcome = Lied(leased, h.Which) ?? outcome;
        }

        _sources[outcome] = worker;
        Feed(new LedgerEvent.OutcomesArrived(worker, [new LeasedOutcome(leased.Lease, outcome)], limit));
    }

    /// <summary>What every honest worker answers: one job in a hundred cannot be done.</summary>
    private static JobOutcome Truth(JobKey key)
    {
        ulong truth = new Seed((ulong)key.Run.Number).For((ulong)key.FirstVariant).Value % 100;
        return truth == 0 ? new JobOutcome.Refused(key, "no") : new JobOutcome.Evaluated(key, [truth]);
    }

    private JobOutcome? Lied(LeasedJob leased, int which) => _trial.Lie switch
    {
        Lie.Steady => new JobOutcome.Evaluated(leased.Job.Key, [-1]),
        Lie.Erratic => new JobOutcome.Evaluated(leased.Job.Key, [-++_lies]),
        Lie.Occasional when which % 2 == 0 => new JobOutcome.Evaluated(leased.Job.Key, [-1]),
        Lie.Careful when leased.Attempt == 1 => new JobOutcome.Evaluated(leased.Job.Key, [-1]),
        Lie.Refusal => new JobOutcome.Refused(leased.Job.Key, "cannot be done, believe me"),
        _ => null,
    };

    private static bool IsTrue(JobOutcome outcome) =>
        outcome is JobOutcome.Evaluated said && Truth(outcome.Key) is JobOutcome.Evaluated truth && said.Probabilities[0] == truth.Probabilities[0];

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
        _recorder.Record(_now, happened, step.Effects);
        foreach (LedgerEffect effect in step.Effects)
        {
            Kinds.Add(effect.GetType());
            Log.Add(effect is LedgerEffect.GrantJobs g ? $"{g.Worker} {string.Join(",", g.Jobs.Select(j => j.Lease.Value))}" : effect.ToString());
            Check(effect);
        }

        _turns.Check(step.Effects);
        int retracted = step.Effects.OfType<LedgerEffect.QuarantineNode>().Sum(q => q.Retracted);
        Assert.True(step.Effects.Count(e => e is LedgerEffect.RetractOutcome) >= retracted);
        LedgerCounts counts = _ledger.Counts;
        Assert.Equal(_open.Sum(r => r.Value.Count), counts.Queued + _ledger.JobsHeld);
    }

    private void Check(LedgerEffect effect)
    {
        switch (effect)
        {
            case LedgerEffect.GrantJobs e:
                Assert.True(e.Granted <= _limits[e.Worker], $"{e.Worker} was granted {e.Granted} of {_limits[e.Worker]}");
                Assert.DoesNotContain(e.Worker.Node, _quarantined);
                foreach (LeasedJob job in e.Jobs)
                {
                    Assert.True(job.Attempt <= _settings.MaxAttempts + _settings.CopiesPerJob + _answers.GetValueOrDefault(job.Job.Key), $"{job.Job.Key} is granted {job.Attempt} times");
                    Assert.True(_open[job.Job.Key.Run.Number].Contains(job.Job.Key), $"{job.Job.Key} is done and granted again");
                    if (_grantsToLose > 0) _grantsToLose--;
                    else _held.Add((e.Worker, job));
                }

                break;
            case LedgerEffect.AcceptOutcome e:
                JobKey key = e.Outcome.Key;
                Assert.True(_open[key.Run.Number].Remove(key), $"{key} counted twice");
                Assert.DoesNotContain(_sources[e.Outcome].Node, _quarantined);
                if (_trial.Liar == "nobody" || Verification.Chooses(_settings.VerifySeed, key, _trial.Verify)) Assert.True(IsTrue(e.Outcome), $"a lie about {key} counts");
                _accepted[key] = (e.Outcome, _sources[e.Outcome]);
                break;
            case LedgerEffect.RetractOutcome e:
                Assert.True(_accepted.Remove(e.Key), $"{e.Key} is taken back and was never accepted");
                Assert.True(_open[e.Key.Run.Number].Add(e.Key));
                break;
            case LedgerEffect.QuarantineNode e:
                Assert.Equal(_trial.Liar, e.Node);
                Assert.True(_quarantined.Add(e.Node), $"{e.Node} is quarantined twice");
                break;
            case LedgerEffect.CompleteRun e:
                Assert.Empty(_open[e.Run.Number]);
                Assert.True(_open.Remove(e.Run.Number));
                foreach (var (outcome, from) in _accepted.Where(a => a.Key.Run == e.Run).Select(a => a.Value))
                    Assert.True(IsTrue(outcome) || !_quarantined.Contains(from.Node), $"a known lie about {outcome.Key} is in the result");
                _turns.Over(e.Run.Number);
                _ended++;
                break;
            case LedgerEffect.FailRun e:
                Assert.True(_open.Remove(e.Run.Number));
                Assert.NotEmpty(e.Story.Chapters);
                foreach (JobChapter chapter in e.Story.Chapters) Kinds.Add(chapter.GetType());
                _turns.Over(e.Run.Number);
                _ended++;
                break;
            case LedgerEffect.WakeAt e:
                _wake = e.Time;
                break;
        }
    }
}
