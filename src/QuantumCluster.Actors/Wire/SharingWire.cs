using System.Runtime.Serialization;
using Google.Protobuf;
using QuantumCluster.Actors.Sharing;
using static QuantumCluster.Actors.Protocol.LeadProtocol;
using static QuantumCluster.Actors.Protocol.TrainerProtocol;

namespace QuantumCluster.Actors.Wire;

/// <summary>What a lead and its trainers say ↔ its wire forms. The long rows of bytes are wrapped, not copied.</summary>
internal static class SharingWire
{
    public static V1.Trainer ToWire(this TrainerId trainer) => new() { Node = trainer.Node, Incarnation = trainer.Incarnation };

    public static TrainerId FromWire(this V1.Trainer? trainer) => trainer is null || trainer.Node.Length == 0
        ? throw new SerializationException("The message names no trainer.")
        : new(trainer.Node, trainer.Incarnation);

    public static V1.Share ToWire(long run, long step, int share) => new() { Run = run, Step = step, Number = share };

    public static V1.StateProvided ToWire(StateProvided m) =>
        new() { Trainer = m.Trainer.ToWire(), Run = m.Run, Step = m.Step, State = UnsafeByteOperations.UnsafeWrap(m.State) };

    public static StateProvided FromWire(V1.StateProvided m) => m.Step < 0
        ? throw new SerializationException($"No step has the number {m.Step}.")
        : new(m.Trainer.FromWire(), m.Run, m.Step, m.State.Memory);

    public static V1.ShareDone ToWire(ShareDone m) =>
        new() { Trainer = m.Trainer.ToWire(), Share = ToWire(m.Run, m.Step, m.Share), Outcome = UnsafeByteOperations.UnsafeWrap(m.Outcome) };

    public static ShareDone FromWire(V1.ShareDone m)
    {
        V1.Share share = Checked(m.Share);
        return new(m.Trainer.FromWire(), share.Run, share.Step, share.Number, m.Outcome.Memory);
    }

    public static V1.ShareFailed ToWire(ShareFailed m) => new() { Trainer = m.Trainer.ToWire(), Share = ToWire(m.Run, m.Step, m.Share), Reason = m.Reason };

    public static ShareFailed FromWire(V1.ShareFailed m)
    {
        V1.Share share = Checked(m.Share);
        return new(m.Trainer.FromWire(), share.Run, share.Step, share.Number, m.Reason);
    }

    public static V1.ShareAsked ToWire(ShareAsked m) => new() { Trainer = m.Trainer.ToWire(), Share = ToWire(m.Run, m.Step, m.Share) };

    public static ShareAsked FromWire(V1.ShareAsked m)
    {
        V1.Share share = Checked(m.Share);
        return new(m.Trainer.FromWire(), share.Run, share.Step, share.Number);
    }

    /// <exception cref="SerializationException">There is no share, or a number is negative.</exception>
    private static V1.Share Checked(V1.Share? share) => share is null
        ? throw new SerializationException("The message names no share.")
        : share.Step < 0 || share.Number < 0
            ? throw new SerializationException($"There is no share {share.Number} of step {share.Step}.")
            : share;
}
