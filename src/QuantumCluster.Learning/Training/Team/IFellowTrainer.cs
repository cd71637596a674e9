using QuantumCluster.Learning.Training.Shares;

namespace QuantumCluster.Learning.Training.Team;

/// <summary>A trainer beside the lead. What it is asked it answers to the <see cref="ITrainerDesk"/>; both calls return at once, and are made by one thread at a time.</summary>
public interface IFellowTrainer
{
    /// <summary>Differs from all others, and is not empty.</summary>
    string Name { get; }

    /// <summary>From now on shares are of this state's step.</summary>
    void Give(StepState state);

    /// <summary>Asks for a share of the step whose state was given last.</summary>
    void Ask(ShareKey key);
}

/// <summary>What fellow trainers report to. Safe for concurrent calls.</summary>
public interface ITrainerDesk
{
    void Join(IFellowTrainer fellow);

    /// <summary>It is gone: what it holds is done by others.</summary>
    void Leave(IFellowTrainer fellow);

    /// <summary>It holds nothing, although it may have been asked.</summary>
    void Idle(IFellowTrainer fellow);

    void Answer(IFellowTrainer fellow, ShareOutcome outcome);

    /// <param name="reason">A sentence.</param>
    void Fail(IFellowTrainer fellow, ShareKey key, string reason);
}
