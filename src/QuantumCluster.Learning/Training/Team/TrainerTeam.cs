using System.Collections.Immutable;
using QuantumCluster.Learning.Training.Shares;

namespace QuantumCluster.Learning.Training.Team;

/// <summary>
/// The lead and its fellows: has shares computed by whoever is there. The lead always computes too, so that no step waits for others for
/// ever; fellows may come, go and die at any time.
/// </summary>
public sealed class TrainerTeam : IShareExecutor, ITrainerDesk
{
    private readonly TimeProvider _time;
    private readonly long _started;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, IFellowTrainer> _fellows = [];
    private readonly SortedDictionary<ShareKey, ShareOutcome> _outcomes = [];
    private ShareLedger _ledger;
    private StepState? _state;
    private OpenStep? _open;
    private ShareKey? _mine;
    private TaskCompletionSource _changed = Change();

    public TrainerTeam(TimeProvider time) : this(time, TeamPatience.Default)
    {
    }

    internal TrainerTeam(TimeProvider time, TeamPatience patience) => (_time, _started, _ledger) = (time, time.GetTimestamp(), new(patience));

    /// <summary>How it stands now.</summary>
    public TeamCounts Counts
    {
        get
        {
            lock (_gate) return new(_fellows.Count, _ledger.Redone, _ledger.Dropped);
        }
    }

    public IReadOnlyList<ShareOutcome> Execute(OpenStep step, CancellationToken cancellation = default)
    {
        lock (_gate)
        {
            (_open, _state) = (step, step.State());
            _outcomes.Clear();
            _mine = null;
            Handle(new StepOpened(step.Step, step.Shares));
        }

        while (true)
        {
            ShareKey? mine;
            Task changed;
            TimeSpan? wait;
            lock (_gate)
            {
                Handle(TimePassed.Instance);
                if (_ledger.IsComplete) return [.. _outcomes.Values];
                (mine, _mine) = (_mine, null);
                if (_changed.Task.IsCompleted) _changed = Change();
                changed = _changed.Task;
                wait = _ledger.NextDeadline - Now;
            }

            if (mine is { } key) Take(ShareLedger.Lead, step.Here(key, cancellation));
            else Await(changed, wait, cancellation);
        }
    }

    public void Join(IFellowTrainer fellow)
    {
        lock (_gate)
        {
            _fellows[fellow.Name] = fellow;
            Handle(new FellowJoined(fellow.Name));
        }
    }

    public void Leave(IFellowTrainer fellow)
    {
        lock (_gate)
            if (_fellows.Remove(fellow.Name)) Handle(new FellowLeft(fellow.Name));
    }

    public void Idle(IFellowTrainer fellow)
    {
        lock (_gate) Handle(new FellowIdle(fellow.Name));
    }

    public void Answer(IFellowTrainer fellow, ShareOutcome outcome)
    {
        lock (_gate)
            if (outcome.Key.Step == _ledger.Step && _open?.Fits(outcome) != true) Handle(new ShareFailed(fellow.Name, outcome.Key)); // of another network, or of other images
            else Take(fellow.Name, outcome);
    }

    public void Fail(IFellowTrainer fellow, ShareKey key, string reason)
    {
        lock (_gate) Handle(new ShareFailed(fellow.Name, key));
    }

    private TimeSpan Now => _time.GetElapsedTime(_started);

    private static TaskCompletionSource Change() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Take(string by, ShareOutcome outcome)
    {
        lock (_gate)
            foreach (TeamEffect effect in Handle(new ShareAnswered(by, outcome.Key)))
                if (effect is AcceptOutcome accepted) _outcomes.Add(accepted.Key, outcome);
    }

    /// <summary>To be called by one thread at a time.</summary>
    private ImmutableArray<TeamEffect> Handle(TeamEvent happened)
    {
        (_ledger, ImmutableArray<TeamEffect> effects) = _ledger.Handle(happened, Now);
        foreach (TeamEffect effect in effects)
            switch (effect)
            {
                case GiveState give:
                    _fellows[give.Fellow].Give(_state!);
                    break;
                case AskShare { Of: ShareLedger.Lead } ask:
                    _mine = ask.Key;
                    break;
                case AskShare ask:
                    _fellows[ask.Of].Ask(ask.Key);
                    break;
            }

        _changed.TrySetResult();
        return effects;
    }

    /// <summary>Until something happens, or the time is over.</summary>
    private void Await(Task changed, TimeSpan? wait, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        Task time = Task.Delay(wait is { } span ? TimeSpan.FromTicks(Math.Max(span.Ticks, TimeSpan.TicksPerMillisecond)) : Timeout.InfiniteTimeSpan, _time, cancellation);
        Task.WhenAny(changed, time).GetAwaiter().GetResult();
        cancellation.ThrowIfCancellationRequested();
    }
}

/// <param name="Fellows">Trainers beside the lead that are there.</param>
/// <param name="Redone">Shares that were asked of a second trainer, because the first was lost, late or failed.</param>
/// <param name="Dropped">Outcomes that came second or too late, and did not count.</param>
public sealed record TeamCounts(int Fellows, long Redone, long Dropped);
