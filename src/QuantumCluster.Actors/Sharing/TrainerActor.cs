using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Event;
using QuantumCluster.Actors.Coordination;
using QuantumCluster.Actors.Diary;
using QuantumCluster.Actors.Protocol;
using QuantumCluster.Actors.Wire;
using QuantumCluster.Actors.Wire.Refusal;
using static QuantumCluster.Actors.Protocol.TrainerProtocol;

namespace QuantumCluster.Actors.Sharing;

/// <summary>
/// One trainer node: presents itself to the lead, prepares for its run, computes the shares that it is asked for, one after another, and sends their
/// outcomes. When the lead is gone it waits for one to come back.
/// </summary>
internal sealed class TrainerActor : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan PresentEvery = TimeSpan.FromSeconds(1);

    private readonly TrainerId _id;
    private readonly ITrainerWork _work;
    private readonly CoordinatorSource _source;
    private readonly Action<TrainerEnd> _end;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly PartsReader _parts = new();
    private readonly Outbox _outbox = new();
    private readonly HashSet<(long Step, int Share)> _held = [];
    private IActorRef? _lead;
    private long _preparing, _prepared, _ended; // runs; 0 for none
    private string _account = "";
    private long _stateOf = -1;

    public TrainerActor(TrainerId id, ITrainerWork work, CoordinatorSource source, Action<TrainerEnd> end)
    {
        (_id, _work, _source, _end) = (id, work, source, end);

        Receive<CoordinatorFound>(m =>
        {
            _lead = m.Coordinator;
            _log.Report(new NodeEvent.LeadFound($"{_lead.Path.Address.Host}:{_lead.Path.Address.Port}"));
            Present();
        });
        Receive<CoordinatorLost>(_ =>
        {
            _lead = null;
            _log.Report(new NodeEvent.LeadLost());
        });
        Receive<OldestTerm>(_ => { }); // the lead is where it is, whoever coordinates
        Receive<PresentAgain>(_ => Present());

        Receive<RunDescribed>(m => m.Trainer == _id, m => Prepare(m.Run, m.Description));
        Receive<Prepared>(m =>
        {
            (_preparing, _prepared, _account, _stateOf) = (0, m.Run, m.Account, -1);
            _held.Clear();
            if (_prepared == _ended) _end(new TrainerEnd.Completed());
            else SayReady();
        });
        Receive<Unprepared>(m => _end(new TrainerEnd.Unfit(m.Sentence)));
        Receive<TrainerRefused>(m => m.Trainer == _id, m => _end(new TrainerEnd.Unfit($"The lead does not take this trainer, because {m.Reason}.")));
        Receive<StateProvided>(m => m.Trainer == _id && m.Run == _prepared, m =>
        {
            _work.Give(m.Step, m.State);
            _stateOf = m.Step;
        });
        Receive<ShareAsked>(m => m.Trainer == _id && m.Run == _prepared, Compute);
        Receive<Computed>(m =>
        {
            _held.Remove((m.Step, m.Share));
            if (_lead is not null && m.Run == _prepared) _outbox.Send(_lead, new LeadProtocol.ShareDone(_id, m.Run, m.Step, m.Share, m.Outcome), Self);
        });
        Receive<NotComputed>(m =>
        {
            _held.Remove((m.Step, m.Share));
            if (m.Run == _prepared) _lead?.Tell(new LeadProtocol.ShareFailed(_id, m.Run, m.Step, m.Share, m.Reason));
        });
        Receive<RunEnded>(m => m.Trainer == _id, m =>
        {
            _ended = m.Run; // one that still prepares for it ends when it has: its work must not be taken away under it
            if (_prepared == _ended) _end(new TrainerEnd.Completed());
        });
        Receive<MessagePart>(TakePart);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    /// <param name="source">Of the lead.</param>
    /// <param name="end">Told once or more when the trainer has nothing more to do.</param>
    public static Props Props(TrainerId id, ITrainerWork work, CoordinatorSource source, Action<TrainerEnd> end) => Akka.Actor.Props.Create(() => new TrainerActor(id, work, source, end));

    protected override void PreStart()
    {
        _lead = _source.Open(Context);
        Timers.StartPeriodicTimer(PresentAgain.Instance, PresentAgain.Instance, TimeSpan.Zero, PresentEvery);
    }

    private void Present() => _lead?.Tell(new LeadProtocol.PresentTrainer(_id, _prepared, _held.Count == 0));

    private void SayReady() => _lead?.Tell(new LeadProtocol.TrainerReady(_id, _prepared, _account));

    private void Prepare(long run, string description)
    {
        if (run == _prepared) SayReady();
        if (run == _prepared || _preparing != 0) return;
        _preparing = run;
        _work.PrepareAsync(description).PipeTo(Self, success: account => new Prepared(run, account), failure: e => new Unprepared(e.GetBaseException().Message));
    }

    private void Compute(ShareAsked m)
    {
        if (m.Step != _stateOf) // which is lost, or was never sent: numbers of another state would be wrong in silence
        {
            Sender.Tell(new LeadProtocol.ShareFailed(_id, m.Run, m.Step, m.Share, "the state before the step has not arrived"));
            return;
        }

        if (!_held.Add((m.Step, m.Share))) return;
        _work.ComputeAsync(m.Step, m.Share).PipeTo(Self,
            success: outcome => new Computed(m.Run, m.Step, m.Share, outcome), failure: e => new NotComputed(m.Run, m.Step, m.Share, e.GetBaseException().Message));
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

    private sealed record Prepared(long Run, string Account) : INoSerializationVerificationNeeded;

    private sealed record Unprepared(string Sentence) : INoSerializationVerificationNeeded;

    private sealed record Computed(long Run, long Step, int Share, ReadOnlyMemory<byte> Outcome) : INoSerializationVerificationNeeded;

    private sealed record NotComputed(long Run, long Step, int Share, string Reason) : INoSerializationVerificationNeeded;

    private sealed record PresentAgain : INoSerializationVerificationNeeded
    {
        public static PresentAgain Instance { get; } = new();
    }
}
