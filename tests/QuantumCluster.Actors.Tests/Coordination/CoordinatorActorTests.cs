using Akka.Actor;
using Akka.TestKit;
using QuantumCluster.Actors.Coordination;
using QuantumCluster.Actors.Ledger;
using QuantumCluster.Actors.Protocol;
using QuantumCluster.Actors.Settings;
using QuantumCluster.Actors.Wire;
using QuantumCluster.Cutting.Encoding;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Cutting.Jobs;
using QuantumCluster.Cutting.Plans;
using QuantumCluster.Cutting.Variants;
using QuantumCluster.Devices;
using static QuantumCluster.Actors.Protocol.CoordinatorProtocol;

namespace QuantumCluster.Actors.Tests.Coordination;

public sealed class CoordinatorActorTests : ActorSpec
{
    private const string Digest = "the digest";
    private const long Term = 7;
    private static readonly Model Small = new("su4", new Granularity(1, 4));
    private static readonly StateVectorDevice Device = new(DeviceProfile.FiveQubit);
    private readonly TestProbe _client, _worker;

    public CoordinatorActorTests() => (_client, _worker) = (CreateTestProbe("client"), CreateTestProbe("worker"));

    [Fact]
    public void No_more_jobs_are_granted_than_a_worker_offers_to_take()
    {
        IActorRef coordinator = Coordinator();
        WorkerId worker = Register(coordinator, _worker, 3);
        Submit(coordinator, Run(1));
        long granted = 0;
        foreach (long limit in new long[] { 3, 5, 6 })
        {
            coordinator.Tell(new OfferCredits(worker, limit), _worker.Ref);
            while (granted < limit) granted += _worker.ExpectMsg<WorkerProtocol.JobsGranted>().Jobs.Length;
            Assert.Equal((limit, limit), (granted, Status(coordinator, _worker).Leased));
        }
    }

    [Fact]
    public void Jobs_of_a_worker_that_stops_go_to_another()
    {
        IActorRef coordinator = Coordinator();
        Register(coordinator, _worker, Jobs());
        Submit(coordinator, Run(1));
        JobKey[] held = Keys(_worker, Jobs());
        TestProbe other = CreateTestProbe("other");
        Register(coordinator, other, Jobs());
        Sys.Stop(_worker.Ref);
        Assert.Equal(held, Keys(other, Jobs()));
    }

    [Fact]
    public void Outcomes_of_a_run_that_nobody_knows_are_dropped_and_counted()
    {
        IActorRef coordinator = Coordinator();
        WorkerId worker = Register(coordinator, _worker, 1);
        coordinator.Tell(new OutcomesReported(worker, [new(new LeaseId(7), new JobOutcome.Evaluated(new JobKey(Run(9), 0, 0, 1, 0, 1), [1]))], 1), _worker.Ref);
        LedgerCounts counts = Status(coordinator, _worker);
        Assert.Equal((1, 0L, 0), (counts.Dropped, counts.Done, counts.Runs));
    }

    [Fact]
    public void Run_beyond_the_limit_is_told_to_come_back_and_taken_once_there_is_room()
    {
        IActorRef coordinator = Coordinator(maxRuns: 1);
        Submit(coordinator, Run(1));
        coordinator.Tell(Submission(Run(2)), _client.Ref);
        Assert.Equal(Run(2), _client.ExpectMsg<ClientProtocol.Busy>().Run);
        coordinator.Tell(new CancelRun(Run(1)), _client.Ref);
        coordinator.Tell(Submission(Run(2)), _client.Ref);
        Assert.Equal(1, Status(coordinator, _client).Runs);
    }

    [Fact]
    public void Runs_that_wait_for_their_plans_count_against_the_limit()
    {
        IActorRef coordinator = Coordinator(maxRuns: 1);
        coordinator.Tell(Submission(Run(1)), _client.Ref);
        _client.ExpectMsg<ClientProtocol.PlanRequested>();
        coordinator.Tell(Submission(Run(1)), _client.Ref); // said again, it is the same run
        _client.ExpectMsg<ClientProtocol.PlanRequested>();
        coordinator.Tell(Submission(Run(2)), _client.Ref);
        Assert.Equal(Run(2), _client.ExpectMsg<ClientProtocol.Busy>().Run);
    }

    [Fact]
    public void Client_that_stops_frees_the_room_of_its_waiting_runs()
    {
        IActorRef coordinator = Coordinator(maxRuns: 1);
        coordinator.Tell(Submission(Run(1)), _client.Ref);
        _client.ExpectMsg<ClientProtocol.PlanRequested>();
        Sys.Stop(_client.Ref);
        TestProbe other = CreateTestProbe("other");
        AwaitAssert(() =>
        {
            coordinator.Tell(Submission(Run(2)), other.Ref);
            other.ExpectMsg<ClientProtocol.PlanRequested>(TimeSpan.FromSeconds(1));
        }, TimeSpan.FromSeconds(60));
    }

    [Fact]
    public void Client_that_stops_takes_its_runs_along()
    {
        IActorRef coordinator = Coordinator();
        Submit(coordinator, Run(1));
        Sys.Stop(_client.Ref);
        AwaitCondition(() => Status(coordinator, _worker).Runs == 0, TimeSpan.FromSeconds(60));
    }

    [Fact]
    public void Unknown_plan_is_asked_for_and_a_known_one_is_not()
    {
        IActorRef coordinator = Coordinator();
        coordinator.Tell(Submission(Run(1)), _client.Ref);
        Assert.Equal(Small.Plan.Hash, _client.ExpectMsg<ClientProtocol.PlanRequested>().Plan);
        coordinator.Tell(Provided(), _client.Ref);
        coordinator.Tell(Submission(Run(2)), _client.Ref);
        coordinator.Tell(GetStatus.Instance, _client.Ref);
        Assert.Equal(2, _client.ExpectMsg<ClientProtocol.Status>().Counts.Runs); // and no further request before it
    }

    [Fact]
    public void Damaged_plan_fails_the_runs_that_wait_for_it_with_a_sentence()
    {
        IActorRef coordinator = Coordinator();
        coordinator.Tell(Submission(Run(1)), _client.Ref);
        _client.ExpectMsg<ClientProtocol.PlanRequested>();
        byte[] damaged = PlanEncoding.Write(Small.Plan.Request);
        damaged[^1] ^= 1;
        coordinator.Tell(new PlanProvided(Small.Plan.Hash, damaged), _client.Ref);
        var failed = _client.ExpectMsg<ClientProtocol.RunFailed>();
        Assert.Equal((Run(1), $"The plan's bytes do not have the digest {Small.Plan.Hash}."), (failed.Run, failed.Story));
    }

    [Fact]
    public void Batch_that_does_not_fit_its_plan_fails_the_run_and_nothing_else()
    {
        IActorRef coordinator = Coordinator();
        Submit(coordinator, Run(1));
        coordinator.Tell(new SubmitRun(Run(2), Small.Plan.Hash, new Batch([1], [1], 1), null), _client.Ref);
        Assert.Contains("weights; 1 were given", _client.ExpectMsg<ClientProtocol.RunFailed>().Story);
        Assert.Equal(1, Status(coordinator, _client).Runs);
    }

    [Fact]
    public void Worker_with_other_bits_is_refused_and_gets_nothing()
    {
        IActorRef coordinator = Coordinator();
        Submit(coordinator, Run(1));
        coordinator.Tell(new RegisterWorker(new WorkerId("odd", 1), 5, "another digest", 1, 0, 10), _worker.Ref);
        Assert.Contains("its self-test gives another digest, this cluster's the digest", _worker.ExpectMsg<WorkerProtocol.WorkerRefused>().Reason);
        LedgerCounts counts = Status(coordinator, _worker);
        Assert.Equal((0, 0), (counts.Workers, counts.Leased));
    }

    [Fact]
    public void Worker_that_is_not_known_is_asked_to_register()
    {
        IActorRef coordinator = Coordinator();
        var worker = new WorkerId("early", 1);
        coordinator.Tell(new OfferCredits(worker, 3), _worker.Ref);
        Assert.Equal(worker, _worker.ExpectMsg<WorkerProtocol.RegistrationRequested>().Worker);
    }

    [Fact]
    public void Earlier_life_of_a_worker_is_not_listened_to()
    {
        IActorRef coordinator = Coordinator();
        coordinator.Tell(new RegisterWorker(new WorkerId("w", 2), 5, Digest, 1, 0, 1), _worker.Ref);
        _worker.ExpectMsg<WorkerProtocol.WorkerRegistered>();
        coordinator.Tell(new RegisterWorker(new WorkerId("w", 1), 5, Digest, 9, 0, 9), _worker.Ref);
        Assert.Equal((1, 1), (Status(coordinator, _worker).Workers, Status(coordinator, _worker).Devices));
    }

    [Fact]
    public void Outcome_of_the_wrong_length_is_a_fault_of_its_job_and_the_run_completes_all_the_same()
    {
        IActorRef coordinator = Coordinator();
        WorkerId worker = Register(coordinator, _worker, 1);
        Submit(coordinator, Run(1));
        LeasedJob job = _worker.ExpectMsg<WorkerProtocol.JobsGranted>().Jobs[0];
        coordinator.Tell(new OutcomesReported(worker, [new(job.Lease, new JobOutcome.Evaluated(job.Job.Key, [1, 2]))], 2), _worker.Ref);
        LeasedJob again = _worker.ExpectMsg<WorkerProtocol.JobsGranted>().Jobs[0];
        Assert.Equal((job.Job.Key, 2), (again.Job.Key, again.Attempt));
        Assert.Equal((0L, 1L), (Status(coordinator, _worker).Done, Status(coordinator, _worker).Requeued));

        Work(coordinator, worker, again, granted: 2);
        var completed = _client.ExpectMsg<ClientProtocol.ForwardCompleted>();
        double[] here = Small.RunHereAsync(4, 1).Result.Forward.Outputs;
        Assert.Equal(here.Select(BitConverter.DoubleToInt64Bits), completed.Result.Outputs.Select(BitConverter.DoubleToInt64Bits));
    }

    [Fact]
    public void Gradient_for_a_forward_job_is_a_fault_too()
    {
        IActorRef coordinator = Coordinator();
        WorkerId worker = Register(coordinator, _worker, 1);
        Submit(coordinator, Run(1));
        LeasedJob job = _worker.ExpectMsg<WorkerProtocol.JobsGranted>().Jobs[0];
        coordinator.Tell(new OutcomesReported(worker, [new(job.Lease, new JobOutcome.Differentiated(job.Job.Key, [], []))], 2), _worker.Ref);
        Assert.Equal(2, _worker.ExpectMsg<WorkerProtocol.JobsGranted>().Jobs[0].Attempt);
    }

    [Fact]
    public void Draining_worker_gets_no_more_jobs()
    {
        IActorRef coordinator = Coordinator();
        WorkerId worker = Register(coordinator, _worker, 5);
        coordinator.Tell(new WorkerDraining(worker), _worker.Ref);
        _worker.ExpectMsg<WorkerProtocol.DrainConfirmed>();
        Submit(coordinator, Run(1));
        coordinator.Tell(new OfferCredits(worker, 50), _worker.Ref);
        Assert.Equal(0, Status(coordinator, _worker).Leased);
    }

    [Fact]
    public void Client_that_follows_an_unknown_run_is_told_so()
    {
        IActorRef coordinator = Coordinator();
        coordinator.Tell(new FollowRun(Run(5)), _client.Ref);
        Assert.Equal(Run(5), _client.ExpectMsg<ClientProtocol.RunUnknown>().Run);
    }

    [Fact]
    public void Run_of_another_client_with_the_same_name_has_to_wait()
    {
        IActorRef coordinator = Coordinator();
        Submit(coordinator, Run(1));
        TestProbe other = CreateTestProbe("other");
        coordinator.Tell(Submission(Run(1)), other.Ref);
        Assert.Equal(Run(1), other.ExpectMsg<ClientProtocol.Busy>().Run);
    }

    [Fact]
    public void Submission_that_comes_in_parts_is_not_overtaken_by_its_cancellation()
    {
        using var gate = new ManualResetEventSlim(true);
        IActorRef coordinator = Coordinator(time: new GatedTime(gate));
        Submit(coordinator, Run(1));
        Status(coordinator, _client);
        gate.Reset(); // holds the coordinator at the next event, until everything is in its mailbox
        coordinator.Tell(new CancelRun(Run(7)), _client.Ref);
        foreach (MessagePart part in Parts.Of(Submission(Run(2), 1100), 1)) coordinator.Tell(part, _client.Ref);
        coordinator.Tell(new CancelRun(Run(2)), _client.Ref);
        gate.Set();
        Status(coordinator, _client);
        Assert.Equal(1, Status(coordinator, _client).Runs);
    }

    [Fact]
    public void Program_of_a_run_under_way_is_given_out_even_when_its_plan_has_left_the_shelf()
    {
        IActorRef coordinator = Coordinator();
        Submit(coordinator, Run(1));
        for (int i = 0; i < PlanShelf.Limit; i++)
        {
            CutPlan other = new Model("su4", new Granularity(1, 100 + i)).Plan;
            coordinator.Tell(new SubmitRun(Run(2), other.Hash, Small.Batch(4, 1), null), _client.Ref);
            _client.ExpectMsg<ClientProtocol.PlanRequested>();
            coordinator.Tell(new PlanProvided(other.Hash, PlanEncoding.Write(other.Request)), _client.Ref);
            coordinator.Tell(new CancelRun(Run(2)), _client.Ref);
        }

        FragmentProgram program = Small.Plan.Fragments[0].Program;
        coordinator.Tell(new ProgramRequested(new WorkerId("w", 1), program.Hash), _worker.Ref);
        Assert.Equal(ProgramEncoding.Write(program), _worker.ExpectMsg<WorkerProtocol.ProgramProvided>().Encoded);
    }

    [Fact]
    public void Run_that_does_not_fit_beside_the_others_is_told_to_come_back_and_one_that_never_fits_is_refused()
    {
        long one = Room.BytesOf(Small.Plan, Submission(Run(1)));
        IActorRef coordinator = Coordinator(new CoordinatorSettings { MaxRunBytes = 2 * one - 1 });
        Submit(coordinator, Run(1));
        coordinator.Tell(Submission(Run(2)), _client.Ref);
        Assert.Equal(Run(2), _client.ExpectMsg<ClientProtocol.Busy>().Run);
        coordinator.Tell(Submission(Run(3), 16), _client.Ref);
        Assert.Contains($"which gives runs {2 * one - 1} (setting coordinator.max-run-bytes); use smaller batches.", _client.ExpectMsg<ClientProtocol.RunFailed>().Story);
        Assert.Equal(1, Status(coordinator, _client).Runs);
    }

    [Fact]
    public void Queue_that_is_full_is_busy_until_jobs_are_done()
    {
        IActorRef coordinator = Coordinator(new CoordinatorSettings { MaxQueuedJobs = Jobs() });
        Submit(coordinator, Run(1));
        coordinator.Tell(Submission(Run(2)), _client.Ref);
        Assert.Equal(Run(2), _client.ExpectMsg<ClientProtocol.Busy>().Run);
        Register(coordinator, _worker, Jobs()); // takes them all
        coordinator.Tell(Submission(Run(2)), _client.Ref);
        Assert.Equal(2, Status(coordinator, _client).Runs);
        coordinator.Tell(Submission(Run(3), 8), _client.Ref);
        Assert.Contains($"and the coordinator queues {Jobs()} (setting coordinator.max-queued-jobs)", _client.ExpectMsg<ClientProtocol.RunFailed>().Story);
    }

    [Fact]
    public void Nobody_else_speaks_in_the_name_of_a_worker()
    {
        IActorRef coordinator = Coordinator();
        WorkerId worker = Register(coordinator, _worker, 1);
        Submit(coordinator, Run(1));
        LeasedJob job = _worker.ExpectMsg<WorkerProtocol.JobsGranted>().Jobs[0];
        TestProbe impostor = CreateTestProbe("impostor");
        coordinator.Tell(new OutcomesReported(worker, [new(job.Lease, new JobOutcome.Faulted(job.Job.Key, "so sorry"))], 9), impostor.Ref);
        LedgerCounts counts = Status(coordinator, impostor);
        Assert.Equal((0L, 1), (counts.Requeued, counts.Leased));
    }

    [Fact]
    public void Node_whose_outcomes_cannot_be_true_is_quarantined_and_refused_when_it_comes_again()
    {
        IActorRef coordinator = Coordinator();
        WorkerId worker = Register(coordinator, _worker, 3);
        Submit(coordinator, Run(1));
        foreach (LeasedJob job in _worker.ExpectMsg<WorkerProtocol.JobsGranted>().Jobs)
        {
            int numbers = Small.Plan.Fragments[job.Job.Key.Fragment].Program.OutcomeCount * job.Job.Key.SampleCount;
            coordinator.Tell(new OutcomesReported(worker, [new(job.Lease, new JobOutcome.Evaluated(job.Job.Key, new double[numbers]))], 3), _worker.Ref);
        }

        Assert.Contains("it is quarantined: 3 times it gave what cannot be true, at last: the probabilities of variant", ((WorkerProtocol.WorkerRefused)_worker.FishForMessage(m => m is WorkerProtocol.WorkerRefused)).Reason);
        coordinator.Tell(new RegisterWorker(worker with { Incarnation = 9 }, 5, Digest, 1, 0, 5), _worker.Ref);
        Assert.Contains("it is quarantined", _worker.ExpectMsg<WorkerProtocol.WorkerRefused>().Reason);
        LedgerCounts counts = Status(coordinator, _worker);
        Assert.Equal((1, 0, 3L), (counts.Quarantined, counts.Workers, counts.Invalid));
    }

    private static RunId Run(long number) => new(1, number);

    private static SubmitRun Submission(RunId run, int samples = 4) => new(run, Small.Plan.Hash, Small.Batch(samples, 1), null);

    private static PlanProvided Provided() => new(Small.Plan.Hash, PlanEncoding.Write(Small.Plan.Request));

    private IActorRef Coordinator(int maxRuns = 100, TimeProvider? time = null) => Sys.ActorOf(CoordinatorActor.Props(new CoordinatorSettings { MaxRuns = maxRuns }, Digest, Term, time ?? TimeProvider.System), CoordinatorActor.Name);

    private IActorRef Coordinator(CoordinatorSettings settings) => Sys.ActorOf(CoordinatorActor.Props(settings, Digest, Term, TimeProvider.System), CoordinatorActor.Name);

    /// <summary>Submits the run, and the plan with it.</summary>
    private void Submit(IActorRef coordinator, RunId run)
    {
        coordinator.Tell(Submission(run), _client.Ref);
        _client.ExpectMsg<ClientProtocol.PlanRequested>();
        coordinator.Tell(Provided(), _client.Ref);
    }

    private static WorkerId Register(IActorRef coordinator, TestProbe worker, int credits)
    {
        var id = new WorkerId(worker.Ref.Path.Name, 1);
        coordinator.Tell(new RegisterWorker(id, 5, Digest, 1, 0, credits), worker.Ref);
        worker.FishForMessage(m => m is WorkerProtocol.WorkerRegistered);
        return id;
    }

    /// <summary>The next jobs that a worker gets.</summary>
    private static JobKey[] Keys(TestProbe worker, int count)
    {
        var keys = new List<JobKey>();
        while (keys.Count < count) keys.AddRange(worker.ExpectMsg<WorkerProtocol.JobsGranted>().Jobs.Select(j => j.Job.Key));
        return [.. keys];
    }

    /// <summary>Does whatever is granted, one job at a time, until the run is complete.</summary>
    private void Work(IActorRef coordinator, WorkerId worker, LeasedJob job, long granted)
    {
        for (int left = Jobs(); ; granted++)
        {
            FragmentProgram program = Small.Plan.Fragments[job.Job.Key.Fragment].Program;
            coordinator.Tell(new OutcomesReported(worker, [new(job.Lease, Device.Run(program, job.Job))], granted + 1), _worker.Ref);
            if (--left == 0) return;
            job = _worker.ExpectMsg<WorkerProtocol.JobsGranted>().Jobs.Single();
        }
    }

    private static int Jobs() => JobSplitter.Forward(Small.Plan, Small.Batch(4, 1), Run(1)).Length;

    private static LedgerCounts Status(IActorRef coordinator, TestProbe asker) => After<ClientProtocol.Status>(coordinator, asker, GetStatus.Instance).Counts;

    /// <summary>The system's time, told only while the gate is open.</summary>
    private sealed class GatedTime(ManualResetEventSlim gate) : TimeProvider
    {
        public override long GetTimestamp()
        {
            gate.Wait();
            return base.GetTimestamp();
        }
    }
}
