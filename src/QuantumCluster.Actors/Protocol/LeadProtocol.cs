using QuantumCluster.Actors.Sharing;

namespace QuantumCluster.Actors.Protocol;

/// <summary>What the lead of a run listens to, whose steps trainer nodes share in.</summary>
public static class LeadProtocol
{
    public interface IMessage : IWireMessage;

    /// <summary>Said again and again: the trainer is there.</summary>
    /// <param name="Run">The run for which it is prepared; 0 for none.</param>
    /// <param name="Idle">Whether it holds no share.</param>
    public sealed record PresentTrainer(TrainerId Trainer, long Run, bool Idle) : IMessage;

    /// <summary>The trainer has prepared for the run that it was told of.</summary>
    /// <param name="Account">What it has prepared, for the lead to judge.</param>
    public sealed record TrainerReady(TrainerId Trainer, long Run, string Account) : IMessage;

    /// <param name="Outcome">The lead's and its trainers' own bytes.</param>
    public sealed record ShareDone(TrainerId Trainer, long Run, long Step, int Share, ReadOnlyMemory<byte> Outcome) : IMessage;

    /// <summary>The trainer could not compute the share.</summary>
    public sealed record ShareFailed(TrainerId Trainer, long Run, long Step, int Share, string Reason) : IMessage;
}
