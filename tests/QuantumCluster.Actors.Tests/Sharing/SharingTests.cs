using Akka.Actor;
using Akka.Configuration;
using QuantumCluster.Actors.Coordination;
using QuantumCluster.Actors.Protocol;
using QuantumCluster.Actors.Settings;
using QuantumCluster.Actors.Sharing;
using QuantumCluster.Actors.Wire;
using QuantumCluster.Actors.Wire.Refusal;

namespace QuantumCluster.Actors.Tests.Sharing;

/// <summary>A lead and its trainers in one process. Their messages' wire forms have tests of their own, and processes in the journeys.</summary>
public sealed class SharingTests : IAsyncLifetime
{
    private const long Run = 77;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly ActorSystem _system = ActorSystem.Create("sharing", ConfigurationFactory.ParseString("akka.loglevel = OFF").WithFallback(SettingsTree.Load(null, []).Config));
    private readonly Lead _lead = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _system.Terminate();

    [Fact]
    public async Task A_trainer_is_told_of_the_run_taken_and_asked_for_shares_of_the_state_it_was_given()
    {
        IActorRef lead = StartLead();
        var work = new Work();
        StartTrainer(lead, work, out _);
        RemoteTrainer trainer = await _lead.Next<RemoteTrainer>("joined");
        Assert.Equal("the run", work.Description);
        trainer.Give(41, new byte[] { 1, 2, 3 });
        trainer.Ask(41, 2);
        Assert.Equal("41 2: 1 2 3 2", await _lead.Next<string>("answered"));
        trainer.Ask(42, 0); // whose state was never sent
        Assert.Equal("42 0", await _lead.Next<string>("failed"));
        work.Fails = true;
        trainer.Ask(41, 0);
        Assert.Equal("41 0", await _lead.Next<string>("failed"));
        Assert.Equal("here", await _lead.Next<string>("idle"));
    }

    [Fact]
    public void Long_states_and_outcomes_cross_a_network_in_parts_and_come_out_whole()
    {
        // What an outbox sends to an actor elsewhere, put together again as both ends do it.
        var state = new byte[9_000_000];
        new Random(1).NextBytes(state);
        var reader = new PartsReader();
        object? whole = null;
        IReadOnlyList<MessagePart> parts = Parts.Of(new TrainerProtocol.StateProvided(new("a:1", 1), Run, 5, state), 1);
        foreach (MessagePart part in parts) whole = reader.Add("a", part);
        Assert.Equal(138, parts.Count);
        Assert.True(Assert.IsType<TrainerProtocol.StateProvided>(whole).State.Span.SequenceEqual(state));
    }

    [Fact]
    public async Task A_trainer_that_the_lead_cannot_use_ends_with_the_leads_reason()
    {
        _lead.Reason = "its images are others";
        StartTrainer(StartLead(), new Work(), out Task<TrainerEnd> end);
        Assert.Equal(new TrainerEnd.Unfit("The lead does not take this trainer, because its images are others."), await end.WaitAsync(Limit));
        Assert.Equal("here's account", _lead.Judged);
    }

    [Fact]
    public async Task A_trainer_that_cannot_prepare_ends_with_its_own_reason()
    {
        StartTrainer(StartLead(), new Work { CannotPrepare = "There is no data file." }, out Task<TrainerEnd> end);
        Assert.Equal(new TrainerEnd.Unfit("There is no data file."), await end.WaitAsync(Limit));
    }

    [Fact]
    public async Task Trainers_end_when_the_run_is_complete()
    {
        IActorRef lead = StartLead();
        StartTrainer(lead, new Work(), out Task<TrainerEnd> end);
        await _lead.Next<RemoteTrainer>("joined");
        await new Leadership(lead).CompleteAsync();
        Assert.Equal(new TrainerEnd.Completed(), await end.WaitAsync(Limit));
    }

    [Fact]
    public async Task A_trainer_that_still_prepares_when_the_run_is_complete_ends_when_it_has_prepared()
    {
        IActorRef lead = StartLead();
        var data = new TaskCompletionSource();
        var work = new Work { Data = data.Task };
        StartTrainer(lead, work, out Task<TrainerEnd> end);
        await work.Begun.WaitAsync(Limit);
        await new Leadership(lead).CompleteAsync();
        _system.Stop(lead);
        await _lead.Next<string>("stopped");
        Assert.False(end.IsCompleted);
        data.SetResult();
        Assert.Equal(new TrainerEnd.Completed(), await end.WaitAsync(Limit));
    }

    [Fact]
    public async Task A_trainer_that_is_gone_is_lost_and_one_that_starts_anew_takes_its_place()
    {
        IActorRef lead = StartLead();
        IActorRef first = StartTrainer(lead, new Work(), out _);
        RemoteTrainer one = await _lead.Next<RemoteTrainer>("joined");
        _system.Stop(first);
        Assert.Same(one, await _lead.Next<RemoteTrainer>("left"));
        StartTrainer(lead, new Work(), out _, incarnation: 2);
        Assert.Equal(2, (await _lead.Next<RemoteTrainer>("joined")).Id.Incarnation);
        StartTrainer(lead, new Work(), out _, incarnation: 3);
        Assert.Equal(2, (await _lead.Next<RemoteTrainer>("left")).Id.Incarnation);
        Assert.Equal(3, (await _lead.Next<RemoteTrainer>("joined")).Id.Incarnation);
    }

    [Fact]
    public async Task Strangers_answers_are_not_heard_and_outcomes_that_cannot_be_are_refused_and_counted()
    {
        IActorRef lead = StartLead();
        StartTrainer(lead, new Work { Outcome = [] }, out _);
        RemoteTrainer trainer = await _lead.Next<RemoteTrainer>("joined");
        lead.Tell(new LeadProtocol.ShareDone(trainer.Id, Run, 41, 0, new byte[] { 9 }), ActorRefs.Nobody); // another one under its name
        lead.Tell(new LeadProtocol.ShareDone(new("nobody:1", 1), Run, 41, 0, new byte[] { 9 }), ActorRefs.Nobody);
        trainer.Give(41, default);
        trainer.Ask(41, 1);
        Assert.Equal("41 1", await _lead.Next<string>("failed"));
        Assert.False(_lead.Has("answered"));
        Assert.Equal(1, RefusedMessages.Of(_system).Count);
        Assert.Contains("no outcome", RefusedMessages.Of(_system).Last!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lead_that_comes_back_is_prepared_for_anew()
    {
        IActorRef lead = StartLead();
        var work = new Work();
        IActorRef trainer = StartTrainer(lead, work, out _);
        await _lead.Next<RemoteTrainer>("joined");
        _system.Stop(lead);
        await _lead.Next<string>("stopped");
        trainer.Tell(CoordinatorLost.Instance);
        trainer.Tell(new CoordinatorFound(StartLead(Run + 1, "lead-2")));
        RemoteTrainer again = await _lead.Next<RemoteTrainer>("joined");
        Assert.Equal(2, work.Prepared);
        again.Ask(41, 0); // of the state that an earlier life sent it knows nothing
        Assert.Equal("41 0", await _lead.Next<string>("failed"));
    }

    private IActorRef StartLead(long run = Run, string name = "lead")
    {
        IActorRef lead = _system.ActorOf(LeadActor.Props(_lead, run), name);
        _system.ActorOf(Props.Create(() => new Watcher(lead, () => _lead.Add("stopped", "lead"))));
        return lead;
    }

    private IActorRef StartTrainer(IActorRef lead, Work work, out Task<TrainerEnd> end, long incarnation = 1)
    {
        var ended = new TaskCompletionSource<TrainerEnd>(TaskCreationOptions.RunContinuationsAsynchronously);
        end = ended.Task;
        return _system.ActorOf(TrainerActor.Props(new("here", incarnation), work, new CoordinatorSource.Known(lead), e => ended.TrySetResult(e)));
    }

    private sealed class Watcher : ReceiveActor
    {
        public Watcher(IActorRef watched, Action gone)
        {
            Context.Watch(watched);
            Receive<Terminated>(_ => gone());
        }
    }

    private sealed class Work : ITrainerWork
    {
        private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private (long Step, byte[] State) _given;

        public string Description { get; private set; } = "";

        public int Prepared { get; private set; }

        public string CannotPrepare { get; init; } = "";

        public byte[]? Outcome { get; init; }

        public bool Fails { get; set; }

        /// <summary>What preparing waits for.</summary>
        public Task Data { get; init; } = Task.CompletedTask;

        public Task Begun => _begun.Task;

        public async Task<string> PrepareAsync(string description)
        {
            (Description, Prepared) = (description, Prepared + 1);
            _begun.TrySetResult();
            await Data;
            return CannotPrepare.Length > 0 ? throw new InvalidOperationException(CannotPrepare) : "here's account";
        }

        public void Give(long step, ReadOnlyMemory<byte> state) => _given = (step, state.ToArray());

        public Task<ReadOnlyMemory<byte>> ComputeAsync(long step, int share) => Fails || step != _given.Step
            ? Task.FromException<ReadOnlyMemory<byte>>(new InvalidOperationException("burnt out"))
            : Task.FromResult<ReadOnlyMemory<byte>>(Outcome ?? [.. _given.State, (byte)share]);
    }

    /// <summary>Writes down what it hears.</summary>
    private sealed class Lead : ILead
    {
        private readonly Lock _gate = new();
        private readonly List<(string What, object Value)> _heard = [];

        public string Description => "the run";

        public string? Reason { get; set; }

        public string Judged { get; private set; } = "";

        public string? Refuse(string account)
        {
            Judged = account;
            return Reason;
        }

        public void Joined(RemoteTrainer trainer) => Add("joined", trainer);

        public void Left(RemoteTrainer trainer) => Add("left", trainer);

        public void Idle(RemoteTrainer trainer) => Add("idle", trainer.Id.Node);

        public void Answered(RemoteTrainer trainer, long step, int share, ReadOnlyMemory<byte> outcome) =>
            Add("answered", outcome.IsEmpty ? throw new FormatException("No bytes are no outcome.") : $"{step} {share}: {string.Join(' ', outcome.ToArray())}");

        public void Failed(RemoteTrainer trainer, long step, int share) => Add("failed", $"{step} {share}");

        public void Add(string what, object value)
        {
            lock (_gate) _heard.Add((what, value));
        }

        public bool Has(string what)
        {
            lock (_gate) return _heard.Exists(h => h.What == what);
        }

        /// <summary>The next of its kind; each is given once.</summary>
        public async Task<T> Next<T>(string what)
        {
            using var limit = new CancellationTokenSource(Limit);
            while (true)
            {
                lock (_gate)
                    if (_heard.FindIndex(h => h.What == what) is var found and >= 0)
                    {
                        var value = (T)_heard[found].Value;
                        _heard.RemoveAt(found);
                        return value;
                    }

                await Task.Delay(10, limit.Token);
            }
        }
    }
}
