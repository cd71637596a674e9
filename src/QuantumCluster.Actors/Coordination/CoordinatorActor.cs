using System.Collections.Immutable;
using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Event;
using Akka.Remote;
using QuantumCluster.Actors.Ledger;
using QuantumCluster.Actors.Diary;
using QuantumCluster.Actors.Protocol;
using QuantumCluster.Actors.Recording;
using QuantumCluster.Actors.Settings;
using QuantumCluster.Actors.Telemetry;
using QuantumCluster.Actors.Wire;
using QuantumCluster.Actors.Wire.Refusal;
using QuantumCluster.Cutting.Encoding;
using QuantumCluster.Cutting.Jobs;
using QuantumCluster.Cutting.Plans;
using QuantumCluster.Cutting.Variants;
using static QuantumCluster.Actors.Protocol.CoordinatorProtocol;

namespace QuantumCluster.Actors.Coordination;

/// <summary>Turns messages into events of the <see cref="RunLedger"/> and its effects into messages. Decides nothing itself about jobs.</summary>
internal sealed class CoordinatorActor : ReceiveActor, IWithTimers
{
    /// <summary>The actor's name under <c>/user</c>, where workers and clients look for it.</summary>
    public const string Name = "coordinator";

    private readonly CoordinatorSettings _settings;
    private readonly string _selfTest;
    private readonly long _term;
    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly CoordinatorDiary _diary;
    private readonly RunTraces _traces = new();
    private readonly Dictionary<WorkerId, IActorRef> _workers = [];
    private readonly Dictionary<RunId, RunUnderWay> _runs = [];
    private readonly AwaitedPlans _awaited = new();
    private readonly PlanShelf _plans = new();
    private readonly PartsReader _parts = new();
    private readonly Outbox _outbox = new();
    private readonly GuardedRecorder _recorder;
    private RunLedger _ledger;

    public CoordinatorActor(CoordinatorSettings settings, string selfTest, long term, TimeProvider time)
    {
        (_settings, _selfTest, _term, _time, _start, _ledger) = (settings, selfTest, term, time, time.GetTimestamp(), new RunLedger(settings.Ledger));
        _recorder = GuardedRecorder.Begin(settings.Recording, settings.Ledger, warning => _log.Warning("{0}", warning));
        _diary = new CoordinatorDiary(_log.Report, _log.IsInfoEnabled, term);

        Receive<RegisterWorker>(Register);
        Receive<OfferCredits>(m => FromWorker(m.Worker, new LedgerEvent.CreditsOffered(m.Worker, m.CreditLimit)));
        Receive<OutcomesReported>(m => FromWorker(m.Worker, Checked(m)));
        Receive<WorkerDraining>(m =>
        {
            FromWorker(m.Worker, new LedgerEvent.WorkerDraining(m.Worker));
            if (_workers.ContainsKey(m.Worker)) Sender.Tell(new WorkerProtocol.DrainConfirmed(m.Worker)); // behind whatever was granted before
        });
        Receive<ProgramRequested>(m =>
        {
            // A plan that had to leave the shelf lives on in its runs.
            FragmentProgram? program = _plans.Program(m.Program) ?? _runs.Values.Select(r => r.Program(m.Program)).FirstOrDefault(p => p is not null);
            if (program is not null) Sender.Tell(new WorkerProtocol.ProgramProvided(m.Program, ProgramEncoding.Write(program)));
        });

        Receive<SubmitRun>(m => Submit(m, Sender));
        Receive<PlanProvided>(TakePlan);
        Receive<FollowRun>(m =>
        {
            if (!_runs.ContainsKey(m.Run)) Sender.Tell(new ClientProtocol.RunUnknown(m.Run));
        });
        Receive<CancelRun>(m => Cancel(m.Run));
        Receive<GetStatus>(_ => Sender.Tell(new ClientProtocol.Status(_ledger.Counts)));
        Receive<MessagePart>(TakePart);

        Receive<RunFinished>(m =>
        {
            if (!_runs.TryGetValue(m.Run.Id, out RunUnderWay? run) || run != m.Run) return; // cancelled meanwhile
            _runs.Remove(m.Run.Id);
            _traces.End(m.Run.Id);
            _outbox.Send(m.Run.Client, m.Answer, Self);
        });
        Receive<DeadlineReached>(_ => Feed(new LedgerEvent.TimePassed()));
        Receive<Terminated>(m => Forget(m.ActorRef));
        Receive<DisassociatedEvent>(m =>
        {
            foreach ((WorkerId worker, IActorRef actor) in _workers.Where(w => w.Value.Path.Address == m.RemoteAddress).ToArray()) Lose(worker, actor, "its connection broke");
        });
    }

    public ITimerScheduler Timers { get; set; } = null!;

    /// <param name="selfTest">Digest that workers must present.</param>
    /// <param name="term">All that this coordinator says to workers names it; higher than that of any coordinator before it in this cluster.</param>
    public static Props Props(CoordinatorSettings settings, string selfTest, long term, TimeProvider time) =>
        Akka.Actor.Props.Create(() => new CoordinatorActor(settings, selfTest, term, time));

    protected override void PreStart() => Context.System.EventStream.Subscribe(Self, typeof(DisassociatedEvent));

    protected override void PostStop()
    {
        Context.System.EventStream.Unsubscribe(Self);
        _recorder.Dispose();
    }

    // workers

    private void Register(RegisterWorker m)
    {
        if (m.SelfTest != _selfTest)
        {
            Refuse(m.Worker, $"its self-test gives {m.SelfTest}, this cluster's {_selfTest}: its results would not have the same bits");
            return;
        }

        if (_ledger.QuarantineOf(m.Worker.Node) is { } reason)
        {
            Refuse(m.Worker, $"it is quarantined: {reason}");
            return;
        }

        if (_workers.Keys.Any(w => w.Node == m.Worker.Node && w.Incarnation > m.Worker.Incarnation)) return; // a message from an earlier life
        foreach (WorkerId earlier in _workers.Keys.Where(w => w.Node == m.Worker.Node && w.Incarnation < m.Worker.Incarnation).ToArray()) _workers.Remove(earlier);
        _workers[m.Worker] = Sender;
        Context.Watch(Sender);
        Feed(new LedgerEvent.WorkerRegistered(m.Worker, m.Devices, m.Granted, m.CreditLimit) { Class = m.Class ?? new DeviceClass("unnamed", "0", Math.Max(1, m.Qubits), isNoisy: false) });
        Sender.Tell(new WorkerProtocol.WorkerRegistered(m.Worker, _ledger.GrantedTo(m.Worker), _term));
    }

    private void Refuse(WorkerId worker, string reason)
    {
        _log.Report(new NodeEvent.WorkerRefused(worker, reason) { Term = _term });
        Sender.Tell(new WorkerProtocol.WorkerRefused(worker, reason));
    }

    private void FromWorker(WorkerId worker, LedgerEvent happened)
    {
        if (_workers.TryGetValue(worker, out IActorRef? known) && !known.Equals(Sender))
        {
            _log.Warning("{0} spoke in the name of worker {1} and was not listened to.", Sender, worker);
            return;
        }

        Feed(happened);
        if (!_workers.ContainsKey(worker) && _ledger.QuarantineOf(worker.Node) is null) Sender.Tell(new WorkerProtocol.RegistrationRequested(worker));
    }

    private LedgerEvent Checked(OutcomesReported m)
    {
        List<InvalidOutcome>? invalid = null;
        foreach (LeasedOutcome leased in m.Outcomes)
            if (Objection(leased.Outcome) is { } objection) (invalid ??= []).Add(new(leased.Lease, leased.Outcome.Key, objection));
        return invalid is null
            ? new LedgerEvent.OutcomesArrived(m.Worker, m.Outcomes, m.CreditLimit)
            : new LedgerEvent.OutcomesArrived(m.Worker, [.. m.Outcomes.Where(o => Objection(o.Outcome) is null)], m.CreditLimit) { Invalid = [.. invalid] };
    }

    private string? Objection(JobOutcome outcome) => _runs.TryGetValue(outcome.Key.Run, out RunUnderWay? run) ? run.Objection(outcome) : null;

    private void Lose(WorkerId worker, IActorRef actor, string reason)
    {
        _workers.Remove(worker);
        Context.Unwatch(actor);
        Feed(new LedgerEvent.WorkerLost(worker, reason));
    }

    private void Forget(IActorRef actor)
    {
        foreach (WorkerId worker in _workers.Where(w => w.Value.Equals(actor)).Select(w => w.Key).ToArray()) Lose(worker, actor, "it stopped");
        foreach (RunId run in _runs.Values.Where(r => r.Client.Equals(actor)).Select(r => r.Id).ToArray()) Cancel(run);
        _awaited.RemoveAllOf(actor);
        _parts.Forget(actor.Path.ToString());
    }

    // clients

    private void Submit(SubmitRun m, IActorRef client)
    {
        _awaited.Remove(m.Run);
        if (_runs.TryGetValue(m.Run, out RunUnderWay? known))
        {
            // An earlier life of the same session, most likely, which the cluster has not given up yet; or two sessions of one number, which then wait for each other.
            if (!known.Client.Equals(client)) client.Tell(new ClientProtocol.Busy(m.Run));
        }
        else if (_runs.Count + _awaited.Count >= _settings.MaxRuns || _awaited.Bytes > _settings.MaxRunBytes)
        {
            client.Tell(new ClientProtocol.Busy(m.Run));
        }
        else if (_plans.Plan(m.Plan) is { } plan)
        {
            Admit(plan, m, client);
        }
        else
        {
            _awaited.Add(m, client);
            Context.Watch(client);
            client.Tell(new ClientProtocol.PlanRequested(m.Plan));
        }
    }

    private void Admit(CutPlan plan, SubmitRun m, IActorRef client)
    {
        try
        {
            var jobs = new RunJobs(plan, m.Batch, m.Cotangents, m.Run, m.Shots, m.Shift);
            switch (Room.For(_settings, _runs.Values.Sum(r => r.Bytes) + _awaited.Bytes, _ledger.Counts.Queued, Room.BytesOf(plan, m), jobs.Count))
            {
                case Room.Answer.TooLarge no:
                    client.Tell(new ClientProtocol.RunFailed(m.Run, no.Reason));
                    return;
                case Room.Answer.Later:
                    client.Tell(new ClientProtocol.Busy(m.Run));
                    return;
            }

            var run = RunUnderWay.Of(plan, m, client);
            _runs.Add(run.Id, run);
            _traces.Begin(m);
            Context.Watch(client);
            Feed(new LedgerEvent.RunAdmitted(run.Id, jobs, m.Verify) { Shares = Shares(plan, jobs, m.AllowSubstitution) });
        }
        catch (ArgumentException e)
        {
            client.Tell(new ClientProtocol.RunFailed(m.Run, e.Message));
        }
        catch (Exception e) when (e is OverflowException or OutOfMemoryException)
        {
            client.Tell(new ClientProtocol.RunFailed(m.Run, $"A batch of {m.Batch.Samples} samples does not fit into the coordinator's memory; use smaller batches."));
        }
    }

    /// <summary>What the jobs of each fragment need, by the plan.</summary>
    private static ImmutableArray<JobShare> Shares(CutPlan plan, RunJobs jobs, bool allowSubstitution) =>
        [.. plan.Fragments.Select((f, i) => new JobShare(jobs.CountOf(i), new Demand(f.Class, f.Fragment.Qubits.Length, allowSubstitution)))];

    private void TakePlan(PlanProvided m)
    {
        IReadOnlyList<AwaitedPlans.Waiter> waiters = _awaited.Take(m.Plan);
        if (waiters.Count == 0) return;
        try
        {
            CutPlan plan = _plans.Add(m.Plan, m.Encoded);
            foreach (AwaitedPlans.Waiter waiter in waiters) Admit(plan, waiter.Submission, waiter.Client);
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            foreach (AwaitedPlans.Waiter waiter in waiters) waiter.Client.Tell(new ClientProtocol.RunFailed(waiter.Submission.Run, e.Message));
        }
    }

    /// <summary>A message that came in parts is handled here and now: put back into the mailbox, it would be overtaken by what its sender said after it.</summary>
    private void TakePart(MessagePart part)
    {
        try
        {
            if (_parts.Add(Sender.Path.ToString(), part) is { } whole) Receive(whole);
        }
        catch (SerializationException e)
        {
            RefusedMessages.Of(Context.System).Add($"a message from {Sender}: {e.Message}");
        }
    }

    private void Cancel(RunId run)
    {
        _runs.Remove(run);
        _traces.End(run, "cancelled");
        _awaited.Remove(run);
        Feed(new LedgerEvent.RunCancelled(run));
    }

    // the ledger

    private void Feed(LedgerEvent happened)
    {
        TimeSpan now = _time.GetElapsedTime(_start);
        LedgerStep step = _ledger.Handle(happened, now);
        _ledger = step.Next;
        _recorder.Record(now, happened, step.Effects);
        _diary.Note(happened, step);
        foreach (LedgerEffect effect in step.Effects) CarryOut(effect);
    }

    private void CarryOut(LedgerEffect effect)
    {
        switch (effect)
        {
            case LedgerEffect.GrantJobs e:
                if (_workers.TryGetValue(e.Worker, out IActorRef? worker))
                    foreach (WorkerProtocol.JobsGranted message in GrantPacking.Messages(e, _term)) worker.Tell(_traces.Marked(message));
                break;
            case LedgerEffect.AcceptOutcome e:
                if (_runs.TryGetValue(e.Outcome.Key.Run, out RunUnderWay? run)) run.Add(e.Outcome, e.Substitute);
                break;
            case LedgerEffect.CompleteRun e:
                if (_runs.TryGetValue(e.Run, out RunUnderWay? complete))
                {
                    Task.Run(complete.Finish).PipeTo(Self,
                        success: answer => new RunFinished(complete, answer),
                        failure: fault => new RunFinished(complete, new ClientProtocol.RunFailed(complete.Id, $"The results of run {complete.Id} could not be put together: {fault.GetBaseException().Message}")));
                }

                break;
            case LedgerEffect.QuarantineNode e:
                foreach ((WorkerId id, IActorRef actor) in _workers.Where(w => w.Key.Node == e.Node).ToArray())
                {
                    _workers.Remove(id);
                    actor.Tell(new WorkerProtocol.WorkerRefused(id, $"it is quarantined: {e.Reason}"));
                }

                break;
            case LedgerEffect.FailRun e:
                _traces.End(e.Run, e.Story.ToString());
                if (_runs.Remove(e.Run, out RunUnderWay? failed)) failed.Client.Tell(new ClientProtocol.RunFailed(e.Run, e.Story.ToString()));
                break;
            case LedgerEffect.WakeAt e:
                TimeSpan delay = e.Time - _time.GetElapsedTime(_start);
                Timers.StartSingleTimer(DeadlineReached.Instance, DeadlineReached.Instance, delay > TimeSpan.FromMilliseconds(1) ? delay : TimeSpan.FromMilliseconds(1));
                break;
        }
    }

    /// <summary>Self-message: a run's result stands, or cannot be had.</summary>
    private sealed record RunFinished(RunUnderWay Run, IWireMessage Answer) : INoSerializationVerificationNeeded;

    /// <summary>Self-message: the time that the ledger asked for.</summary>
    private sealed record DeadlineReached : INoSerializationVerificationNeeded
    {
        public static DeadlineReached Instance { get; } = new();
    }
}
