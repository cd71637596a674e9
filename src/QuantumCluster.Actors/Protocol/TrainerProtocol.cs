using QuantumCluster.Actors.Sharing;

namespace QuantumCluster.Actors.Protocol;

/// <summary>What a trainer node listens to.</summary>
public static class TrainerProtocol
{
    public interface IMessage : IWireMessage;

    /// <summary>Prepare for this run.</summary>
    /// <param name="Run">Of one lead process: another number, another life of the lead. Not 0.</param>
    /// <param name="Description">The lead's and its trainers' own text.</param>
    public sealed record RunDescribed(TrainerId Trainer, long Run, string Description) : IMessage;

    /// <summary>The lead will not use this trainer.</summary>
    public sealed record TrainerRefused(TrainerId Trainer, string Reason) : IMessage;

    /// <summary>The state before a step; shares that are asked for after it are of this step.</summary>
    /// <param name="State">The lead's and its trainers' own bytes.</param>
    public sealed record StateProvided(TrainerId Trainer, long Run, long Step, ReadOnlyMemory<byte> State) : IMessage;

    public sealed record ShareAsked(TrainerId Trainer, long Run, long Step, int Share) : IMessage;

    /// <summary>The run is complete: there is nothing more to do.</summary>
    public sealed record RunEnded(TrainerId Trainer, long Run) : IMessage;
}
