using Akka.Actor;
using Akka.TestKit;
using QuantumCluster.Actors.Coordination;
using QuantumCluster.Actors.Ledger;
using QuantumCluster.Actors.Protocol;
using QuantumCluster.Actors.Settings;
using QuantumCluster.Actors.Working;
using QuantumCluster.Circuits;
using QuantumCluster.Cutting.Encoding;
using QuantumCluster.Cutting.Jobs;
using QuantumCluster.Cutting.Plans;
using QuantumCluster.Cutting.Variants;
using QuantumCluster.Devices;
using static QuantumCluster.Actors.Protocol.CoordinatorProtocol;
using static QuantumCluster.Actors.Tests.FaultyDevice;

namespace QuantumCluster.Actors.Tests.Working;

public sealed class WorkerActorTests : ActorSpec
{
    private const int Window = 2;
    private static readonly WorkerId Id = new("w", 5);
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(2);
    private static readonly Model Small = new("su4", new Granularity(1, 4));
    private static readonly LeasedJob[] Jobs = [.. JobSplitter.Forward(Small.Plan, Small.Batch(4, 1), new RunId(1, 1)).Take(2).Select((job, i) => new LeasedJob(new LeaseId(i + 1), 1, job))];
    private static readonly FragmentProgram Program = Small.Plan.Fragments[0].Program;
    private readonly CancellationTokenSource _release = new();
    private readonly TestProbe _coordinator, _node;

    public WorkerActorTests() => (_coordinator, _node) = (CreateTestProbe("coordinator"), CreateTestProbe("node"));

    protected override void AfterAll()
    {
        _release.Cancel();
        base.AfterAll();
        _release.Dispose();
    }

    [Fact]
    public void Worker_presents_itself_until_it_is_acknowledged_and_after()
    {
        IActorRef worker = Worker();
        for (int round = 0; round < 3; round++)
        {
            Assert.Equal(new RegisterWorker(Id, 5, "digest", 1, 0, Window) { Class = DeviceProfile.FiveQubit.Class }, _coordinator.ExpectMsg<RegisterWorker>());
            Assert.Null(Place(worker));
            Pass(Round);
        }

        worker.Tell(new WorkerProtocol.WorkerRegistered(Id, 0, 1), _coordinator.Ref);
        _coordinator.FishForMessage(m => m is RegisterWorker);
        AwaitCondition(() => _coordinator.Ref.Equals(Place(worker)));
        Pass(Round);
        _coordinator.ExpectMsg<RegisterWorker>();
    }

    [Fact]
    public void Worker_registers_at_once_when_the_coordinator_asks()
    {
        IActorRef worker = Worker();
        _coordinator.ExpectMsg<RegisterWorker>();
        worker.Tell(new WorkerProtocol.RegistrationRequested(Id), _coordinator.Ref);
        _coordinator.ExpectMsg<RegisterWorker>();
    }

    [Fact]
    public void Words_for_an_earlier_life_are_not_listened_to()
    {
        IActorRef worker = Registered();
        WorkerId earlier = Id with { Incarnation = 4 };
        worker.Tell(new WorkerProtocol.RegistrationRequested(earlier), _coordinator.Ref);
        worker.Tell(new WorkerProtocol.JobsGranted(earlier, 2, [.. Jobs], 1), _coordinator.Ref);
        worker.Tell(new WorkerProtocol.RegistrationRequested(Id), _coordinator.Ref);
        Assert.Equal(0, _coordinator.ExpectMsg<RegisterWorker>().Granted);
    }

    [Fact]
    public void Jobs_of_a_lower_term_are_refused_and_counted()
    {
        IActorRef worker = Registered();
        worker.Tell(new WorkerProtocol.WorkerRegistered(Id, 0, 3), _coordinator.Ref);
        worker.Tell(new WorkerProtocol.JobsGranted(Id, 2, [.. Jobs], 2), _coordinator.Ref);
        worker.Tell(new WorkerProtocol.WorkerRegistered(Id, 7, 2), _coordinator.Ref);
        worker.Tell(new OldestTerm(5));
        worker.Tell(new WorkerProtocol.JobsGranted(Id, 2, [.. Jobs], 4), _coordinator.Ref);
        WorkerActor.Place place = After<WorkerActor.Place>(worker, _node, WorkerActor.GetPlace.Instance);
        Assert.Equal((5, 2, 0), (place.Term, place.GrantsRefused, place.JobsInHand));
        worker.Tell(new WorkerProtocol.RegistrationRequested(Id), _coordinator.Ref);
        Assert.Equal(0, ((RegisterWorker)_coordinator.FishForMessage(m => m is RegisterWorker)).Granted);
    }

    [Fact]
    public void Unknown_program_is_asked_for_once_and_serves_all_its_jobs()
    {
        IActorRef worker = Registered();
        Grant(worker);
        Assert.Equal(Program.Hash, _coordinator.ExpectMsg<ProgramRequested>().Program);
        Provide(worker);
        LeasedOutcome[] outcomes = Outcomes(2);
        Assert.All(outcomes, o => Assert.IsType<JobOutcome.Evaluated>(o.Outcome));
        Assert.Equal(Jobs.Select(j => (j.Lease, j.Job.Key)), outcomes.Select(o => (o.Lease, o.Outcome.Key)).OrderBy(o => o.Lease.Value));

        worker.Tell(new WorkerProtocol.JobsGranted(Id, 3, [Jobs[0] with { Lease = new LeaseId(3) }], 1), _coordinator.Ref);
        Assert.Equal(new LeaseId(3), Outcomes(1)[0].Lease); // and no further request
    }

    [Fact]
    public void Program_whose_bytes_have_another_digest_is_refused_and_its_jobs_are_given_back()
    {
        IActorRef worker = Registered();
        Grant(worker);
        _coordinator.ExpectMsg<ProgramRequested>();
        byte[] damaged = ProgramEncoding.Write(Program);
        damaged[^1] ^= 1;
        worker.Tell(new WorkerProtocol.ProgramProvided(Program.Hash, damaged), _coordinator.Ref);
        Assert.All(Outcomes(2), o => Assert.Equal($"The bytes given for program {Program.Hash} have another digest.", Assert.IsType<JobOutcome.Faulted>(o.Outcome).Reason));

        Grant(worker);
        _coordinator.ExpectMsg<ProgramRequested>(); // it was not kept
    }

    [Fact]
    public void Lost_request_for_a_program_is_repeated()
    {
        IActorRef worker = Registered();
        Grant(worker);
        _coordinator.ExpectMsg<ProgramRequested>();
        Pass(Round);
        _coordinator.ExpectMsg<RegisterWorker>();
        _coordinator.ExpectMsg<ProgramRequested>();
        Provide(worker);
        Outcomes(2);
    }

    [Fact]
    public void Jobs_whose_program_nobody_provides_are_given_back_and_free_the_window()
    {
        IActorRef worker = Registered();
        Grant(worker);
        _coordinator.ExpectMsg<ProgramRequested>();
        for (int asked = 1; asked < 5; asked++)
        {
            Pass(Round);
            Assert.Equal(2, _coordinator.ExpectMsg<RegisterWorker>().CreditLimit); // both places are taken
            _coordinator.ExpectMsg<ProgramRequested>();
        }

        Pass(Round);
        _coordinator.ExpectMsg<RegisterWorker>();
        var report = _coordinator.ExpectMsg<OutcomesReported>();
        Assert.Equal((2, 2L + Window), (report.Outcomes.Length, report.CreditLimit));
        Assert.All(report.Outcomes, o => Assert.Contains("does not provide program", Assert.IsType<JobOutcome.Faulted>(o.Outcome).Reason));
    }

    [Fact]
    public void Device_that_throws_spoils_one_job_only()
    {
        IActorRef worker = Registered(new FaultyDevice((_, call) => call == 0 ? Mishap.Throw : Mishap.None, new Seed(1), _release.Token));
        Grant(worker);
        _coordinator.ExpectMsg<ProgramRequested>();
        Provide(worker);
        LeasedOutcome[] outcomes = Outcomes(2);
        Assert.Equal("InvalidOperationException: the device burnt out", Assert.IsType<JobOutcome.Faulted>(outcomes[0].Outcome).Reason);
        Assert.IsType<JobOutcome.Evaluated>(outcomes[1].Outcome);
    }

    [Fact]
    public void Lost_grant_gives_its_credits_back()
    {
        IActorRef worker = Worker();
        _coordinator.ExpectMsg<RegisterWorker>();
        worker.Tell(new WorkerProtocol.WorkerRegistered(Id, 7, 1), _coordinator.Ref);
        Assert.Equal(7 + Window, _coordinator.ExpectMsg<OfferCredits>().CreditLimit);
    }

    [Fact]
    public void Draining_worker_finishes_what_it_holds_and_takes_no_more()
    {
        IActorRef worker = Registered(new FaultyDevice((_, call) => call == 0 ? Mishap.Hang : Mishap.None, new Seed(1), _release.Token));
        Grant(worker);
        _coordinator.ExpectMsg<ProgramRequested>();
        Provide(worker);
        worker.Tell(WorkerActor.Drain.Instance, _node.Ref);
        _coordinator.ExpectMsg<WorkerDraining>();
        Pass(Round); // a draining worker does not register again; what may have been lost it repeats
        _coordinator.ExpectMsg<WorkerDraining>();
        worker.Tell(new WorkerProtocol.DrainConfirmed(Id), _coordinator.Ref);
        Pass(Round); // the next word is its report
        Place(worker);
        Assert.False(_node.HasMessages);
        _release.Cancel();
        Assert.Equal(2, OutcomesAndCredits(2).CreditLimit);
        _node.ExpectMsg<WorkerActor.Drained>();
    }

    [Fact]
    public void Idle_worker_is_drained_once_nothing_more_can_be_granted_to_it()
    {
        IActorRef worker = Registered();
        worker.Tell(WorkerActor.Drain.Instance, _node.Ref);
        _coordinator.ExpectMsg<WorkerDraining>();
        Grant(worker); // was on its way
        worker.Tell(new WorkerProtocol.DrainConfirmed(Id), _coordinator.Ref);
        _coordinator.ExpectMsg<ProgramRequested>();
        Assert.False(_node.HasMessages);
        Provide(worker);
        _node.ExpectMsg<WorkerActor.Drained>();
    }

    [Fact]
    public void Worker_that_its_coordinator_does_not_know_is_drained_at_once()
    {
        IActorRef worker = Registered();
        worker.Tell(WorkerActor.Drain.Instance, _node.Ref);
        _coordinator.ExpectMsg<WorkerDraining>();
        worker.Tell(new WorkerProtocol.RegistrationRequested(Id), _coordinator.Ref);
        _node.ExpectMsg<WorkerActor.Drained>();
        Assert.False(_coordinator.HasMessages);
    }

    [Fact]
    public void Draining_ends_when_the_coordinator_is_gone()
    {
        IActorRef worker = Registered();
        Grant(worker);
        _coordinator.ExpectMsg<ProgramRequested>();
        worker.Tell(WorkerActor.Drain.Instance, _node.Ref);
        worker.Tell(CoordinatorLost.Instance);
        _node.ExpectMsg<WorkerActor.Drained>();
    }

    [Fact]
    public void What_ends_while_there_is_no_coordinator_is_reported_to_the_next_one()
    {
        IActorRef worker = Registered(new FaultyDevice((_, call) => call == 0 ? Mishap.Hang : Mishap.None, new Seed(1), _release.Token));
        Grant(worker);
        _coordinator.ExpectMsg<ProgramRequested>();
        Provide(worker);
        worker.Tell(CoordinatorLost.Instance);
        Assert.Null(Place(worker));
        _release.Cancel();
        TestProbe next = CreateTestProbe("next");
        worker.Tell(new CoordinatorFound(next.Ref));
        next.FishForMessage(m => m is RegisterWorker);
        worker.Tell(new WorkerProtocol.WorkerRegistered(Id, 2, 1), next.Ref);
        Assert.Equal(2, Reports(next, 2).Sum(r => r.Outcomes.Length));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(30)] // a timer that goes off too soon: those of the platform may by some milliseconds
    public void Worker_of_emulated_service_time_answers_no_sooner_than_its_processor_would(int millisecondsTooSoon)
    {
        var service = TimeSpan.FromMilliseconds(100);
        IActorRef worker = Registered(serviceTime: service, time: new HastyTimers(TimeSpan.FromMilliseconds(millisecondsTooSoon)));
        long start = TimeProvider.System.GetTimestamp();
        Grant(worker);
        _coordinator.ExpectMsg<ProgramRequested>();
        Provide(worker);
        int reported = Outcomes(1).Length;
        TimeSpan first = TimeProvider.System.GetElapsedTime(start);
        if (reported == 1) Outcomes(1); // after a long stall both come in one report
        // Half a millisecond is what timers round off.
        Assert.True(first > service - TimeSpan.FromMilliseconds(1), $"The first job took {first}.");
        Assert.True(TimeProvider.System.GetElapsedTime(start) > 2 * service - TimeSpan.FromMilliseconds(1), "Both jobs were done at the same time.");
    }

    private IActorRef Worker(FaultyDevice? device = null, TimeSpan serviceTime = default, TimeProvider? time = null) => Sys.ActorOf(WorkerActor.Props(Id,
        new WorkerSettings { Devices = 1, WindowPerDevice = Window, WindowTime = TimeSpan.Zero, RegisterEvery = Round, ServiceTime = serviceTime },
        new CoordinatorSource.Known(_coordinator.Ref), "digest", [device ?? new FaultyDevice((_, _) => Mishap.None, new Seed(1), _release.Token)], time ?? TimeProvider.System));

    private IActorRef Registered(FaultyDevice? device = null, TimeSpan serviceTime = default, TimeProvider? time = null)
    {
        IActorRef worker = Worker(device, serviceTime, time);
        _coordinator.ExpectMsg<RegisterWorker>();
        worker.Tell(new WorkerProtocol.WorkerRegistered(Id, 0, 1), _coordinator.Ref);
        Assert.Equal(_coordinator.Ref, After<WorkerActor.Place>(worker, _coordinator, WorkerActor.GetPlace.Instance).Coordinator);
        return worker;
    }

    private void Grant(IActorRef worker) => worker.Tell(new WorkerProtocol.JobsGranted(Id, 2, [.. Jobs], 1), _coordinator.Ref);

    private void Provide(IActorRef worker) => worker.Tell(new WorkerProtocol.ProgramProvided(Program.Hash, ProgramEncoding.Write(Program)), _coordinator.Ref);

    private IActorRef? Place(IActorRef worker) => After<WorkerActor.Place>(worker, _node, WorkerActor.GetPlace.Instance).Coordinator;

    private LeasedOutcome[] Outcomes(int count) => [.. Reports(_coordinator, count).SelectMany(r => r.Outcomes)];

    private OutcomesReported OutcomesAndCredits(int count) => Reports(_coordinator, count)[^1];

    private static List<OutcomesReported> Reports(TestProbe coordinator, int outcomes)
    {
        var reports = new List<OutcomesReported>();
        while (reports.Sum(r => r.Outcomes.Length) < outcomes) reports.Add(coordinator.ExpectMsg<OutcomesReported>());
        return reports;
    }

    /// <summary>The system's clock, with timers that go off sooner than asked, though never at once.</summary>
    private sealed class HastyTimers(TimeSpan tooSoon) : TimeProvider
    {
        private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(1);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, dueTime > tooSoon + Least ? dueTime - tooSoon : dueTime < Least ? dueTime : Least, period);
    }
}
