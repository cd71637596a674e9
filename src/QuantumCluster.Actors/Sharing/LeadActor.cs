using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Event;
using Akka.Remote;
using QuantumCluster.Actors.Diary;
using QuantumCluster.Actors.Protocol;
using QuantumCluster.Actors.Wire;
using QuantumCluster.Actors.Wire.Refusal;
using static QuantumCluster.Actors.Protocol.LeadProtocol;

namespace QuantumCluster.Actors.Sharing;

/// <summary>Speaks with the trainer nodes of one run: tells them of it, takes those that are fit, and carries states, shares and outcomes.</summary>
internal sealed class LeadActor : ReceiveActor
{
    public const string Name = "lead";

    private readonly ILead _lead;
    private readonly long _run;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly Dictionary<TrainerId, Taken> _taken = [];
    private readonly Dictionary<TrainerId, IActorRef> _met = []; // also those that still prepare or were lost: all must hear of the end
    private readonly PartsReader _parts = new();
    private readonly Outbox _outbox = new();

    public LeadActor(ILead lead, long run)
    {
        (_lead, _run) = (lead, run);

        Receive<PresentTrainer>(m =>
        {
            _met[m.Trainer] = Sender;
            if (!Knows(m.Trainer, out Taken? trainer)) Sender.Tell(new TrainerProtocol.RunDescribed(m.Trainer, _run, _lead.Description));
            else if (m.Run == _run && m.Idle) _lead.Idle(trainer.Handle);
        });
        Receive<TrainerReady>(m => m.Run == _run, Take);
        Receive<ShareDone>(m => m.Run == _run, m =>
        {
            if (Knows(m.Trainer, out Taken? trainer)) Answer(trainer, m);
        });
        Receive<ShareFailed>(m => m.Run == _run, m =>
        {
            if (!Knows(m.Trainer, out Taken? trainer)) return;
            _log.Report(new NodeEvent.ShareFailed(m.Trainer, m.Step, m.Share, m.Reason));
            _lead.Failed(trainer.Handle, m.Step, m.Share);
        });
        Receive<MessagePart>(TakePart);

        Receive<Give>(m =>
        {
            if (_taken.TryGetValue(m.Trainer, out Taken? trainer)) _outbox.Send(trainer.Actor, new TrainerProtocol.StateProvided(m.Trainer, _run, m.Step, m.State), Self);
        });
        Receive<Ask>(m =>
        {
            if (_taken.TryGetValue(m.Trainer, out Taken? trainer)) trainer.Actor.Tell(new TrainerProtocol.ShareAsked(m.Trainer, _run, m.Step, m.Share));
        });
        Receive<End>(_ =>
        {
            foreach ((TrainerId id, IActorRef trainer) in _met) trainer.Tell(new TrainerProtocol.RunEnded(id, _run));
            Sender.Tell(End.Instance);
        });

        Receive<DisassociatedEvent>(m => Lose(t => t.Actor.Path.Address == m.RemoteAddress, "its connection broke"));
        Receive<Terminated>(m => Lose(t => t.Actor.Equals(m.ActorRef), "it is gone"));
    }

    /// <param name="run">Differs between lives of a lead; not 0.</param>
    public static Props Props(ILead lead, long run) => Akka.Actor.Props.Create(() => new LeadActor(lead, run));

    protected override void PreStart() => Context.System.EventStream.Subscribe(Self, typeof(DisassociatedEvent));

    protected override void PostStop() => Context.System.EventStream.Unsubscribe(Self);

    /// <summary>Whether the sender is the trainer that was taken under this name.</summary>
    private bool Knows(TrainerId id, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Taken? trainer) => _taken.TryGetValue(id, out trainer) && trainer.Actor.Equals(Sender);

    private void Take(TrainerReady m)
    {
        if (Knows(m.Trainer, out _)) return;
        if (_lead.Refuse(m.Account) is { } reason)
        {
            _log.Report(new NodeEvent.TrainerRefused(m.Trainer, reason));
            Sender.Tell(new TrainerProtocol.TrainerRefused(m.Trainer, reason));
            return;
        }

        Lose(t => t.Handle.Id.Node == m.Trainer.Node, "it has started anew");
        IActorRef self = Self;
        var handle = new RemoteTrainer(m.Trainer, message => self.Tell(message, ActorRefs.NoSender));
        _taken.Add(m.Trainer, new(Context.Watch(Sender), handle));
        _log.Report(new NodeEvent.TrainerTaken(m.Trainer));
        _lead.Joined(handle);
    }

    private void Answer(Taken trainer, ShareDone m)
    {
        try
        {
            _lead.Answered(trainer.Handle, m.Step, m.Share, m.Outcome);
        }
        catch (FormatException e)
        {
            RefusedMessages.Of(Context.System).Add($"an outcome from trainer {m.Trainer}: {e.Message}");
            _lead.Failed(trainer.Handle, m.Step, m.Share);
        }
    }

    private void Lose(Func<Taken, bool> lost, string reason)
    {
        foreach (Taken trainer in _taken.Values.Where(lost).ToArray())
        {
            Context.Unwatch(trainer.Actor);
            _parts.Forget(trainer.Actor.Path.ToString());
            _taken.Remove(trainer.Handle.Id);
            _log.Report(new NodeEvent.TrainerLost(trainer.Handle.Id, reason));
            _lead.Left(trainer.Handle);
        }
    }

    private void TakePart(MessagePart part)
    {
        try
        {
            if (_parts.Add(Sender.Path.ToString(), part) is { } whole) Receive(whole); // at once: what follows must not overtake it
        }
        catch (SerializationException e)
        {
            RefusedMessages.Of(Context.System).Add($"a message from {Sender}: {e.Message}");
        }
    }

    private sealed record Taken(IActorRef Actor, RemoteTrainer Handle);

    internal sealed record Give(TrainerId Trainer, long Step, ReadOnlyMemory<byte> State) : INoSerializationVerificationNeeded;

    internal sealed record Ask(TrainerId Trainer, long Step, int Share) : INoSerializationVerificationNeeded;

    /// <summary>The run is complete: tells the trainers, and answers itself.</summary>
    internal sealed record End : INoSerializationVerificationNeeded
    {
        public static End Instance { get; } = new();
    }
}
