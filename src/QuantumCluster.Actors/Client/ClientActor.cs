using System.Runtime.Serialization;
using Akka.Actor;
using QuantumCluster.Actors.Coordination;
using QuantumCluster.Actors.Protocol;
using QuantumCluster.Actors.Wire;
using QuantumCluster.Actors.Wire.Refusal;
using QuantumCluster.Cutting.Encoding;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Cutting.Jobs;
using QuantumCluster.Cutting.Plans;
using static QuantumCluster.Actors.Protocol.ClientProtocol;

namespace QuantumCluster.Actors.Client;

/// <summary>
/// Speaks with the coordinator for one session: submits runs, follows them until they are answered, and submits them again, under the
/// same names, when a coordinator does not know them.
/// </summary>
internal sealed class ClientActor : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);
    private readonly TimeSpan _patience;
    private readonly TimeProvider _time;
    private readonly OpenRuns _open;
    private readonly PartsReader _parts = new();
    private readonly Outbox _outbox = new();
    private readonly CoordinatorSource _source;
    private IActorRef? _coordinator;

    public ClientActor(CoordinatorSource source, TimeSpan patience, OpenRuns open, TimeProvider time)
    {
        (_source, _patience, _open, _time) = (source, patience, open, time);

        Receive<CoordinatorFound>(m =>
        {
            (_coordinator, _open.LostSince) = (m.Coordinator, null);
            foreach (StartRun run in _open.Values) Submit(run);
        });
        Receive<CoordinatorLost>(_ => (_coordinator, _open.LostSince) = (null, _time.GetTimestamp()));
        Receive<OldestTerm>(_ => { }); // an answer is an answer, whoever gives it
        Receive<StartRun>(m =>
        {
            _open[m.Submission.Run] = m;
            Submit(m);
        });
        Receive<AbandonRun>(m =>
        {
            if (_open.TryRemove(m.Run, out _)) _coordinator?.Tell(new CoordinatorProtocol.CancelRun(m.Run));
        });
        Receive<GetActivity>(m =>
        {
            if (_coordinator is null) Sender.Tell(new Akka.Actor.Status.Failure(new ExecutionFailedException("No coordinator is known yet.")));
            else _coordinator.Forward(CoordinatorProtocol.GetStatus.Instance);
        });

        Receive<GetPlace>(_ => Sender.Tell(new Place(_coordinator)));

        Receive<PlanRequested>(m =>
        {
            if (_open.Values.FirstOrDefault(r => r.Plan.Hash == m.Plan) is { } run)
                _outbox.Send(Sender, new CoordinatorProtocol.PlanProvided(m.Plan, PlanEncoding.Write(run.Plan.Request)), Self);
        });
        Receive<ForwardCompleted>(m => End(m.Run, m));
        Receive<BackwardCompleted>(m => End(m.Run, m));
        Receive<RunFailed>(m =>
        {
            if (_open.TryRemove(m.Run, out StartRun? run)) run.Answer.TrySetException(new ExecutionFailedException(m.Story));
        });
        Receive<RunUnknown>(m => SubmitAgain(m.Run));
        Receive<Busy>(m => Timers.StartSingleTimer(m.Run, new RunUnknown(m.Run), TimeSpan.FromMilliseconds(200)));
        Receive<MessagePart>(TakePart);
        Receive<LookAgain>(_ => Look());
    }

    public ITimerScheduler Timers { get; set; } = null!;

    /// <param name="patience">How long runs wait while no coordinator is known, before they fail.</param>
    public static Props Props(CoordinatorSource source, TimeSpan patience, OpenRuns open, TimeProvider time) => Akka.Actor.Props.Create(() => new ClientActor(source, patience, open, time));

    protected override void PreStart()
    {
        _coordinator = _source.Open(Context);
        _open.LostSince ??= _time.GetTimestamp();
        Timers.StartPeriodicTimer(LookAgain.Instance, LookAgain.Instance, LookEvery);
    }

    protected override void PostStop()
    {
        _open.LostSince ??= _time.GetTimestamp();
        if (_open.EndWithClient) _open.Fail("The run was under way when its cluster session was closed.");
    }

    private void Submit(StartRun run)
    {
        if (_coordinator is not null) _outbox.Send(_coordinator, run.Submission, Self);
    }

    private void SubmitAgain(RunId run)
    {
        if (_open.TryGetValue(run, out StartRun? open)) Submit(open);
    }

    private void End(RunId id, IWireMessage answer)
    {
        if (_open.TryRemove(id, out StartRun? run)) run.Answer.TrySetResult(answer);
    }

    /// <summary>Any message may have been lost: asks whether the coordinator still has what this client waits for.</summary>
    private void Look()
    {
        if (_coordinator is not null)
        {
            foreach (RunId run in _open.Keys) _coordinator.Tell(new CoordinatorProtocol.FollowRun(run));
        }
        else if (_open.LostSince is { } since && _time.GetElapsedTime(since) > _patience)
        {
            _open.Fail($"No coordinator has been reachable for {_patience.TotalSeconds:0} s; start one and resume from the last checkpoint.");
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

    /// <param name="Answer">Gets the run's result, or an <see cref="ExecutionFailedException"/>.</param>
    internal sealed record StartRun(CoordinatorProtocol.SubmitRun Submission, CutPlan Plan, TaskCompletionSource<IWireMessage> Answer) : INoSerializationVerificationNeeded;

    /// <summary>Nobody waits for the run any longer.</summary>
    internal sealed record AbandonRun(RunId Run) : INoSerializationVerificationNeeded;

    /// <summary>Answered by <see cref="ClientProtocol.Status"/>, or a failure when no coordinator is known.</summary>
    internal sealed record GetActivity : INoSerializationVerificationNeeded
    {
        public static GetActivity Instance { get; } = new();
    }

    /// <summary>From the session: where is the coordinator? Answered by <see cref="Place"/>.</summary>
    internal sealed record GetPlace : INoSerializationVerificationNeeded
    {
        public static GetPlace Instance { get; } = new();
    }

    /// <param name="Coordinator">Null while none is known.</param>
    internal sealed record Place(IActorRef? Coordinator) : INoSerializationVerificationNeeded;

    private sealed record LookAgain : INoSerializationVerificationNeeded
    {
        public static LookAgain Instance { get; } = new();
    }
}
