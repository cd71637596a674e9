using QuantumCluster.Learning.Training.Shares;

namespace QuantumCluster.Learning.Training.Team;

/// <summary>What happens to a step's shares and to those who compute them.</summary>
internal abstract record TeamEvent
{
    private protected TeamEvent() { }
}

/// <summary>The lead has begun the step, and its own thread is free.</summary>
internal sealed record StepOpened(long Step, int Shares) : TeamEvent;

internal sealed record FellowJoined(string Fellow) : TeamEvent;

internal sealed record FellowLeft(string Fellow) : TeamEvent;

/// <summary>The fellow says that it holds no share.</summary>
internal sealed record FellowIdle(string Fellow) : TeamEvent;

/// <param name="By">A fellow, or <see cref="ShareLedger.Lead"/>.</param>
internal sealed record ShareAnswered(string By, ShareKey Key) : TeamEvent;

/// <summary>The fellow could not compute the share, or what it sent cannot be an outcome.</summary>
internal sealed record ShareFailed(string Fellow, ShareKey Key) : TeamEvent;

/// <summary>Nothing but time: deadlines may have passed.</summary>
internal sealed record TimePassed : TeamEvent
{
    public static TimePassed Instance { get; } = new();
}

/// <summary>What is to be done about it.</summary>
internal abstract record TeamEffect
{
    private protected TeamEffect() { }
}

/// <summary>Send the fellow the network's state before the step.</summary>
internal sealed record GiveState(string Fellow) : TeamEffect;

/// <param name="Of">A fellow, or <see cref="ShareLedger.Lead"/>.</param>
internal sealed record AskShare(string Of, ShareKey Key) : TeamEffect;

/// <summary>The outcome that has just come is the one that counts. All others are dropped.</summary>
internal sealed record AcceptOutcome(ShareKey Key) : TeamEffect;

/// <param name="FirstLimit">How long a share may take while nothing has been measured.</param>
/// <param name="Factor">Afterwards: so many times what is usual of whoever holds it, at least 1.</param>
/// <param name="Floor">But not less than this.</param>
internal sealed record TeamPatience(TimeSpan FirstLimit, double Factor, TimeSpan Floor)
{
    /// <summary>A fellow that dies is lost at once, so this is for those that hang; a machine that is merely busy gets no more work by it.</summary>
    public static TeamPatience Default { get; } = new(TimeSpan.FromSeconds(60), 4, TimeSpan.FromSeconds(5));
}
