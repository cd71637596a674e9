using QuantumCluster.Actors.Ledger;
using QuantumCluster.Circuits;
using QuantumCluster.Cutting.Jobs;

namespace QuantumCluster.Actors.Tests.Ledger;

/// <summary>Random histories: what must hold whatever workers, networks and time do.</summary>
public sealed class RunLedgerHistoryTests
{
    [Fact]
    public void Every_run_ends_once_no_outcome_counts_twice_and_leases_stay_within_credits()
    {
        for (ulong seed = 0; seed < 400; seed++) new History(new Seed(seed)).Play();
    }

    [Fact]
    public void The_same_history_has_the_same_effects()
    {
        for (ulong seed = 0; seed < 20; seed++)
        {
            History first = new(new Seed(seed)), second = new(new Seed(seed));
            first.Play();
            second.Play();
            Assert.Equal(first.Log, second.Log);
        }
    }

    /// <summary>A world around one ledger: workers that come, go, hang, answer late or twice; messages that get lost.</summary>
    private sealed class History(Seed seed)
    {
        private readonly KeyedRandom _random = seed.Generator();
        private readonly LedgerSettings _settings = new() { MaxAttempts = 4, FirstLease = TimeSpan.FromSeconds(2), LeaseFloor = TimeSpan.FromSeconds(1), StarvationLimit = TimeSpan.FromSeconds(20) };
        private readonly Dictionary<WorkerId, long> _limits = [];
        private readonly Dictionary<RunId, HashSet<JobKey>> _open = [];
        private readonly List<(WorkerId Worker, LeasedJob Job)> _held = [];
        private readonly HashSet<RunId> _cancelled = [];
        private RunLedger _ledger = null!;
        private TimeSpan _now;
        private TimeSpan? _wake;
        private int _admitted, _ended;

        public List<string> Log { get; } = [];

        public void Play()
        {
            _ledger = new RunLedger(_settings);
            for (int step = 0; step < 300; step++) Happen();
            // Nobody speaks any more: time alone must end whatever is left.
            for (int step = 0; _open.Count > 0; step++)
            {
                Assert.True(step < 1000, $"seed {seed}: {_open.Count} runs hang");
                Assert.True(_wake is not null, $"seed {seed}: runs are open and no wake-up is asked for");
                _now = _wake.Value > _now ? _wake.Value : _now + TimeSpan.FromMilliseconds(1);
                Feed(new LedgerEvent.TimePassed());
            }

            Assert.Equal(_admitted, _ended + _cancelled.Count);
            LedgerCounts counts = _ledger.Counts;
            Assert.Equal((0, 0, 0), (counts.Runs, counts.Queued, counts.Leased));
        }

        private void Happen()
        {
            _now += TimeSpan.FromMilliseconds(_random.NextInt(200));
            var worker = new WorkerId($"w{_random.NextInt(4)}", _random.NextInt(20) == 0 ? 2 : 1);
            switch (_random.NextInt(12))
            {
                case 0: Admit(); break;
                case 1:
                    if (_ledger.GrantedTo(worker) is var granted && _limits.TryAdd(worker, granted + 3) | _random.NextInt(2) == 0)
                        Feed(new LedgerEvent.WorkerRegistered(worker, 2, granted, _limits[worker]));
                    break;
                case 2 when _random.NextInt(4) == 0: Feed(new LedgerEvent.WorkerLost(worker, "cut")); break;
                case 3 when _random.NextInt(6) == 0: Feed(new LedgerEvent.WorkerDraining(worker)); break;
                case 4 when _random.NextInt(8) == 0 && _open.Count > 0:
                    RunId run = _open.Keys.Order(Comparer<RunId>.Create((a, b) => a.Number.CompareTo(b.Number))).First();
                    _cancelled.Add(run);
                    _open.Remove(run);
                    Feed(new LedgerEvent.RunCancelled(run));
                    break;
                case 5: Feed(new LedgerEvent.TimePassed()); break;
                default: Answer(); break;
            }
        }

        private void Admit()
        {
            var run = new RunId(1, _admitted++);
            FragmentJob[] jobs = [.. Enumerable.Range(0, 1 + _random.NextInt(12)).Select(i => new FragmentJob(new JobKey(run, 0, i, 1, 0, 1), default, [], [], new JobAsk.Probabilities()))];
            _open.Add(run, [.. jobs.Select(j => j.Key)]);
            Feed(new LedgerEvent.RunAdmitted(run, [.. jobs]));
        }

        private void Answer()
        {
            if (_held.Count == 0) return;
            int at = _random.NextInt(_held.Count);
            var (worker, leased) = _held[at];
            if (_random.NextInt(8) > 0) _held.RemoveAt(at); // now and then it answers twice
            if (_random.NextInt(10) == 0) return; // or the answer gets lost
            JobKey key = leased.Job.Key;
            JobOutcome outcome = _random.NextInt(12) == 0 ? new JobOutcome.Faulted(key, "fault") : _random.NextInt(200) == 0 ? new JobOutcome.Refused(key, "no") : new JobOutcome.Evaluated(key, [0]);
            if (_limits.ContainsKey(worker)) _limits[worker]++;
            Feed(new LedgerEvent.OutcomesArrived(worker, [new LeasedOutcome(leased.Lease, outcome)], _limits.GetValueOrDefault(worker)));
        }

        private void Feed(LedgerEvent happened)
        {
            LedgerStep step = _ledger.Handle(happened, _now);
            _ledger = step.Next;
            foreach (LedgerEffect effect in step.Effects)
            {
                Log.Add(effect is LedgerEffect.GrantJobs g ? $"{g.Worker} {string.Join(",", g.Jobs.Select(j => j.Lease.Value))}" : effect.ToString());
                switch (effect)
                {
                    case LedgerEffect.GrantJobs e:
                        Assert.True(e.Granted <= _limits[e.Worker], $"seed {seed}: {e.Worker} was granted {e.Granted} of {_limits[e.Worker]}");
                        foreach (LeasedJob job in e.Jobs)
                        {
                            Assert.True(job.Attempt <= _settings.MaxAttempts);
                            Assert.True(_open[job.Job.Key.Run].Contains(job.Job.Key), $"seed {seed}: {job.Job.Key} is done and granted again");
                            if (_random.NextInt(15) > 0) _held.Add((e.Worker, job)); // some grants get lost
                        }

                        break;
                    case LedgerEffect.AcceptOutcome e:
                        Assert.True(_open[e.Outcome.Key.Run].Remove(e.Outcome.Key), $"seed {seed}: {e.Outcome.Key} counted twice");
                        break;
                    case LedgerEffect.CompleteRun e:
                        Assert.Empty(_open[e.Run]);
                        Assert.True(_open.Remove(e.Run));
                        _ended++;
                        break;
                    case LedgerEffect.FailRun e:
                        Assert.True(_open.Remove(e.Run));
                        Assert.NotEmpty(e.Story.Chapters);
                        _ended++;
                        break;
                    case LedgerEffect.WakeAt e:
                        _wake = e.Time;
                        break;
                }
            }
        }
    }
}
