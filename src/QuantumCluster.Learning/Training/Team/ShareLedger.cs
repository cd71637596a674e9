using System.Collections.Immutable;
using QuantumCluster.Learning.Training.Shares;

namespace QuantumCluster.Learning.Training.Team;

/// <summary>
/// Who computes which share of a step: every decision of it, as a pure state machine. Who is free gets the first share that nobody does, or
/// else the first one whose holders are all late; the lead before its fellows, so that a step ends even without them. The first outcome of
/// a share counts.
/// </summary>
internal sealed record ShareLedger
{
    /// <summary>The name of the lead among those who compute. It is never late, and never leaves.</summary>
    public const string Lead = "";

    private readonly TeamPatience _patience;

    public ShareLedger(TeamPatience patience) => _patience = patience;

    /// <summary>The step under way; −1 before the first.</summary>
    public long Step { get; private init; } = -1;

    /// <summary>Whether every share of the step has an outcome.</summary>
    public bool IsComplete => Open.IsEmpty;

    /// <summary>All fellows that have joined and not left.</summary>
    public IEnumerable<string> Fellows => Holders.Keys.Where(name => name != Lead);

    /// <summary>Shares of all steps that were asked of a second trainer, because the first was lost, late or failed.</summary>
    public long Redone { get; private init; }

    /// <summary>Outcomes that came second, or after their step.</summary>
    public long Dropped { get; private init; }

    /// <summary>When to look again although nothing happens; null when nobody can be late.</summary>
    public TimeSpan? NextDeadline => Holders.Where(h => h.Key != Lead && h.Value is { Holds: not null, IsLate: false }).Select(h => (TimeSpan?)h.Value.Deadline).Min();

    private ImmutableSortedDictionary<string, ShareHolder> Holders { get; init; } = ImmutableSortedDictionary.Create<string, ShareHolder>(StringComparer.Ordinal).Add(Lead, ShareHolder.New);

    /// <summary>Shares of the step without an outcome.</summary>
    private ImmutableSortedSet<int> Open { get; init; } = [];

    /// <summary>Shares of the step that somebody was asked for.</summary>
    private ImmutableHashSet<int> Asked { get; init; } = [];

    /// <param name="now">Since any moment, the same for all calls; never goes back.</param>
    public (ShareLedger Next, ImmutableArray<TeamEffect> Effects) Handle(TeamEvent happened, TimeSpan now)
    {
        ImmutableArray<TeamEffect>.Builder effects = ImmutableArray.CreateBuilder<TeamEffect>();
        ShareLedger next = Take(happened, now, effects);
        next = next with { Holders = next.Holders.SetItems(next.Holders.Where(h => h.Key != Lead).Select(h => KeyValuePair.Create(h.Key, h.Value.At(now)))) };
        return (next.Assign(now, effects), effects.ToImmutable());
    }

    private ShareLedger Take(TeamEvent happened, TimeSpan now, ImmutableArray<TeamEffect>.Builder effects)
    {
        switch (happened)
        {
            case StepOpened m:
                return this with { Step = m.Step, Open = [.. Enumerable.Range(0, m.Shares)], Asked = [], Holders = Holders.SetItem(Lead, Holders[Lead].Freed()) };
            case FellowJoined m:
                return this with { Holders = Holders.SetItem(m.Fellow, ShareHolder.New) };
            case FellowLeft m:
                return this with { Holders = Holders.Remove(m.Fellow) };
            case FellowIdle m when Holders.TryGetValue(m.Fellow, out ShareHolder? holder):
                return this with { Holders = Holders.SetItem(m.Fellow, holder.Idle()) };
            case ShareFailed m when Holders.TryGetValue(m.Fellow, out ShareHolder? holder):
                return this with { Holders = Holders.SetItem(m.Fellow, holder.Failed(m.Key)) };
            case ShareAnswered m:
                ShareLedger freed = Holders.TryGetValue(m.By, out ShareHolder? by) ? this with { Holders = Holders.SetItem(m.By, by.Answered(m.Key, now)) } : this;
                if (m.Key.Step != Step || !Open.Contains(m.Key.Share)) return freed with { Dropped = Dropped + 1 };
                effects.Add(new AcceptOutcome(m.Key));
                return freed with { Open = Open.Remove(m.Key.Share) };
            default:
                return this;
        }
    }

    private ShareLedger Assign(TimeSpan now, ImmutableArray<TeamEffect>.Builder effects)
    {
        ShareLedger ledger = this;
        foreach ((string name, ShareHolder holder) in Holders) // the lead's name is the first of all
        {
            if (!holder.IsFree(Step) || ledger.NextShare() is not { } share) continue;
            var key = new ShareKey(Step, share);
            if (name != Lead && holder.StateOf != Step) effects.Add(new GiveState(name));
            effects.Add(new AskShare(name, key));
            ledger = ledger with
            {
                Holders = ledger.Holders.SetItem(name, holder.Asked(key, now, LimitOf(holder))),
                Redone = ledger.Redone + (ledger.Asked.Contains(share) ? 1 : 0),
                Asked = ledger.Asked.Add(share),
            };
        }

        return ledger;
    }

    private int? NextShare()
    {
        ILookup<int, ShareHolder> holders = Holders.Values.Where(h => h.Holds?.Step == Step).ToLookup(h => h.Holds!.Value.Share);
        return Open.Where(share => !holders[share].Any()).Select(share => (int?)share).FirstOrDefault()
            ?? Open.Where(share => holders[share].All(h => h.IsLate)).Select(share => (int?)share).FirstOrDefault();
    }

    private TimeSpan LimitOf(ShareHolder holder) => (holder.Usual ?? Holders[Lead].Usual) is { } usual
        ? TimeSpan.FromTicks(Math.Max(_patience.Floor.Ticks, (long)(usual.Ticks * _patience.Factor)))
        : _patience.FirstLimit;
}
