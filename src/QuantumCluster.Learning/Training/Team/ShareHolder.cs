using QuantumCluster.Learning.Training.Shares;

namespace QuantumCluster.Learning.Training.Team;

/// <summary>One trainer as the ledger knows it.</summary>
internal sealed record ShareHolder
{
    private const double Weight = 0.25;

    /// <summary>Who has just come, and holds nothing.</summary>
    public static ShareHolder New { get; } = new();

    /// <summary>The share that it was asked for and has not answered.</summary>
    public ShareKey? Holds { get; private init; }

    public TimeSpan Since { get; private init; }

    public TimeSpan Deadline { get; private init; }

    /// <summary>Its deadline is past: others may do what it holds, and it gets nothing more until it says something.</summary>
    public bool IsLate { get; private init; }

    /// <summary>The step whose state it was given last; −1 for none.</summary>
    public long StateOf { get; private init; } = -1;

    /// <summary>The step in which it could not compute a share, and gets no more of; −1 for none.</summary>
    public long FailedIn { get; private init; } = -1;

    /// <summary>What a share usually takes from the question to the answer; null before the first.</summary>
    public TimeSpan? Usual { get; private init; }

    public bool IsFree(long step) => Holds is null && FailedIn != step;

    public ShareHolder Asked(ShareKey key, TimeSpan now, TimeSpan limit) => this with { Holds = key, Since = now, Deadline = now + limit, StateOf = key.Step };

    public ShareHolder Answered(ShareKey key, TimeSpan now) => Holds == key
        ? this with { Holds = null, IsLate = false, Usual = Usual is { } usual ? (1 - Weight) * usual + Weight * (now - Since) : now - Since }
        : this;

    /// <summary>What it was doing was given up.</summary>
    public ShareHolder Freed() => this with { Holds = null, IsLate = false };

    /// <summary>Its state may be what it lacks, so it is given anew.</summary>
    public ShareHolder Failed(ShareKey key) => Holds == key ? this with { Holds = null, IsLate = false, StateOf = -1, FailedIn = key.Step } : this;

    /// <summary>It holds nothing. Before its deadline that may merely mean that the question is still on its way.</summary>
    public ShareHolder Idle() => IsLate ? this with { Holds = null, IsLate = false, StateOf = -1 } : this;

    public ShareHolder At(TimeSpan now) => Holds is not null && now >= Deadline ? this with { IsLate = true } : this;
}
