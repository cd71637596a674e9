using System.Collections.Immutable;
using QuantumCluster.Actors.Ledger;
using QuantumCluster.Actors.Recording;
using QuantumCluster.Circuits;
using QuantumCluster.Cutting.Jobs;
using QuantumCluster.Cutting.Plans;

namespace QuantumCluster.Actors.Tests.Ledger;

/// <summary>
/// A world around one ledger: sessions that submit runs; workers that come, go, hang, answer late or twice, one of which may lie, with devices of several classes; messages
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
    private readonly Dictionary<JobKey, Demand> _bound = [], _demands = []; // by its run, and since it was substituted
    private readonly Dictionary<WorkerId, DeviceClass> _present = []; // registered and not draining
    private readonly Dictionary<JobKey, DeviceClass> _substitutes = [];
    private readonly SortedDictionary<TimeSpan, DeviceClass[]> _fleet = []; // who was present since when
    private readonly HashSet<string> _quarantined = [];
    private readonly HashSet<WorkerId> _draining = [];
    private readonly Dictionary<string, WorkerId> _registered = [];
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
            CopyFloor = TimeSpan.FromMilliseconds(100), CopyFactor = 1, CopiesPerJob = trial.Copies, SubstituteAfter = TimeSpan.FromSeconds(1), Verify = trial.Verify, VerifySeed = new Seed(5),
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
                ImmutableArray<JobShare> shares = _trial.IsMixed ? MixedFleet.Shares(h.Need, h.Jobs) : [];
                Demand[] demands = shares.IsEmpty ? [.. jobs.Select(_ => Demand.Exact)] : [.. shares.SelectMany(s => Enumerable.Repeat(s.Demand, s.Jobs))];
                for (int j = 0; j < jobs.Length; j++) _bound[jobs[j].Key] = _demands[jobs[j].Key] = demands[j];
                _turns.Submitted(jobs);
                Feed(new LedgerEvent.RunAdmitted(run, jobs) { Shares = shares });
                break;
            case Happening.Registration h:
                long granted = _ledger.GrantedTo(h.Worker);
                _limits.TryAdd(h.Worker, granted + 3);
                var registered = new LedgerEvent.WorkerRegistered(h.Worker, 2, granted, _limits[h.Worker]);
                if (_trial.IsMixed) registered = registered with { Class = MixedFleet.ClassOf(h.Worker.Node) };
                Come(h.Worker, registered.Class);
                Feed(registered);
                break;
            case Happening.Cut h:
                Go(h.Worker);
                Feed(new LedgerEvent.WorkerLost(h.Worker, "cut"));
                break;
            case Happening.Draining h:
                Drain(h.Worker);
                Feed(new LedgerEvent.WorkerDraining(h.Worker));
                break;
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

    /// <summary>As a ledger is to understand it: a later life of a node ends the one before, and an earlier one is not heard while it lasts.</summary>
    private void Come(WorkerId worker, DeviceClass devices)
    {
        if (_quarantined.Contains(worker.Node)) return;
        if (_registered.TryGetValue(worker.Node, out WorkerId known))
        {
            if (known.Incarnation > worker.Incarnation) return;
            if (known != worker) Go(known);
        }

        _registered[worker.Node] = worker;
        if (!_draining.Contains(worker)) _present[worker] = devices;
        _fleet[_now] = [.. _present.Values];
    }

    private void Drain(WorkerId worker)
    {
        if (!_present.Remove(worker)) return;
        _draining.Add(worker);
        _fleet[_now] = [.. _present.Values];
    }

    private void Go(WorkerId worker)
    {
        if (_registered.GetValueOrDefault(worker.Node) == worker) _registered.Remove(worker.Node);
        _draining.Remove(worker);
        _present.Remove(worker);
        _fleet[_now] = [.. _present.Values];
    }

    /// <summary>The law of classes: a job is granted to devices that it is bound to, or by leave to others when those have been gone for long.</summary>
    private void CheckClass(WorkerId worker, LeasedJob job)
    {
        DeviceClass devices = ClassOf(worker);
        if (job.Attempt == 1) // of a retracted outcome nothing is left: it begins anew
        {
            _demands[job.Job.Key] = _bound[job.Job.Key];
            _substitutes.Remove(job.Job.Key);
        }

        Demand demand = _demands[job.Job.Key];
        if (demand.IsMetBy(devices)) return;
        Assert.True(demand.MaySubstitute && devices.Qubits >= demand.Qubits, $"{job.Job.Key} needs {demand} and went to {devices}");
        TimeSpan since = _now - _settings.SubstituteAfter;
        Assert.DoesNotContain(_fleet.Where(f => f.Key > since).Select(f => f.Value).Append(_fleet.LastOrDefault(f => f.Key <= since).Value ?? []), f => f.Any(demand.IsMetBy));
        Assert.DoesNotContain(_held, h => h.Job.Job.Key == job.Job.Key && demand.IsMetBy(ClassOf(h.Worker)) && _ledger.IsLive(h.Job.Lease));
        _demands[job.Job.Key] = demand with { Class = devices };
        _substitutes[job.Job.Key] = devices;
    }

    private DeviceClass ClassOf(WorkerId worker) => _trial.IsMixed ? MixedFleet.ClassOf(worker.Node) : new LedgerEvent.WorkerRegistered(worker, 0, 0, 0).Class;

    private void Answer(Happening.Answer h)
    {
        int at = h.Which % _held.Count;
        var (worker, leased) = _held[at];
        if (!h.Again) _held.RemoveAt(at);
        if (h.Kind == Happening.Reply.Lost) return;
        JobKey key = leased.Job.Key;
        _answers[key] = _answers.GetValueOrDefault(key) + 1;
        long limit = ++_limits[worker];
        JobOutcome outcome = h.Kind == Happening.Reply.Fault ? new JobOutcome.Faulted(key, "fault") : MixedFleet.Truth(key, ClassOf(worker));
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

    private JobOutcome? Lied(LeasedJob leased, int which) => _trial.Lie switch
    {
        Lie.Steady => new JobOutcome.Evaluated(leased.Job.Key, [-1]),
        Lie.Erratic => new JobOutcome.Evaluated(leased.Job.Key, [-++_lies]),
        Lie.Occasional when which % 2 == 0 => new JobOutcome.Evaluated(leased.Job.Key, [-1]),
        Lie.Careful when leased.Attempt == 1 => new JobOutcome.Evaluated(leased.Job.Key, [-1]),
        Lie.Refusal => new JobOutcome.Refused(leased.Job.Key, "cannot be done, believe me"),
        _ => null,
    };

    /// <summary>What an honest device answers of the class that the job is bound to: whatever else happened.</summary>
    private bool IsTrue(JobOutcome outcome)
    {
        DeviceClass devices = _demands[outcome.Key].Class ?? new LedgerEvent.WorkerRegistered(default, 0, 0, 0).Class;
        return outcome is JobOutcome.Evaluated said && MixedFleet.Truth(outcome.Key, devices) is JobOutcome.Evaluated truth && said.Probabilities[0] == truth.Probabilities[0];
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
        _recorder.Record(_now, happened, step.Effects);
        foreach (LedgerEffect effect in step.Effects)
        {
            Kinds.Add(effect.GetType());
            Log.Add(effect is LedgerEffect.GrantJobs g ? $"{g.Worker} {string.Join(",", g.Jobs.Select(j => j.Lease.Value))}" : effect.ToString());
            Check(effect);
        }

        _turns.Check(step.Effects, (waiting, served) => _present.Values.Distinct().All(c => _demands[waiting].IsMetBy(c) == _demands[served].IsMetBy(c)));
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
                    CheckClass(e.Worker, job);
                    if (_grantsToLose > 0) _grantsToLose--;
                    else _held.Add((e.Worker, job));
                }

                break;
            case LedgerEffect.AcceptOutcome e:
                JobKey key = e.Outcome.Key;
                Assert.True(_open[key.Run.Number].Remove(key), $"{key} counted twice");
                Assert.DoesNotContain(_sources[e.Outcome].Node, _quarantined);
                Assert.Equal(_substitutes.GetValueOrDefault(key), e.Substitute);
                Assert.True(_demands[key].IsMetBy(ClassOf(_sources[e.Outcome])), $"{key} is accepted from devices that it is not bound to");
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
                foreach (WorkerId worker in _registered.Values.Where(w => w.Node == e.Node).ToArray()) Go(worker);
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
