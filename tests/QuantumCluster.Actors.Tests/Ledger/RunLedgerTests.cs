using System.Collections.Immutable;
using QuantumCluster.Actors.Ledger;
using QuantumCluster.Cutting.Jobs;

namespace QuantumCluster.Actors.Tests.Ledger;

public sealed class RunLedgerTests
{
    private static readonly WorkerId A = new("a", 1), B = new("b", 1);
    private static readonly RunId Run = new(1, 1);
    private readonly RunLedger _ledger = new(new LedgerSettings { MaxAttempts = 3 });
    private TimeSpan _now;

    [Fact]
    public void Jobs_are_spread_over_workers_by_their_free_credits()
    {
        Register(A, 2);
        Register(B, 2);
        var grants = Admit(4).OfType<LedgerEffect.GrantJobs>().ToDictionary(g => g.Worker, g => g.Jobs.Length);
        Assert.Equal((2, 2), (grants[A], grants[B]));
    }

    [Fact]
    public void Jobs_of_a_lost_worker_are_granted_to_another_in_order()
    {
        Register(A, 4);
        var first = Admit(3).OfType<LedgerEffect.GrantJobs>().Single();
        Register(B, 4);
        var again = Feed(new LedgerEvent.WorkerLost(A, "cut")).OfType<LedgerEffect.GrantJobs>().Single();
        Assert.Equal(B, again.Worker);
        Assert.Equal(first.Jobs.Select(j => j.Job.Key), again.Jobs.Select(j => j.Job.Key));
        Assert.All(again.Jobs, j => Assert.Equal(2, j.Attempt));
    }

    [Fact]
    public void Late_outcome_of_an_expired_lease_counts_and_the_second_one_is_dropped()
    {
        Register(A, 1);
        LeasedJob first = Admit(1).OfType<LedgerEffect.GrantJobs>().Single().Jobs[0];
        Register(B, 1);
        _now += TimeSpan.FromMinutes(1);
        LeasedJob second = Feed(new LedgerEvent.TimePassed()).OfType<LedgerEffect.GrantJobs>().Single().Jobs[0];
        Assert.Contains(new LedgerEffect.CompleteRun(Run), Answer(A, first, 2));
        Assert.Contains(new LedgerEffect.DropOutcome(second.Job.Key), Answer(B, second, 2));
        Assert.Equal((1L, 1L, 1L), (_ledger.Counts.Done, _ledger.Counts.Requeued, _ledger.Counts.Dropped));
    }

    [Fact]
    public void Job_that_fails_too_often_fails_its_run_and_tells_how()
    {
        Register(A, 1);
        LeasedJob job = Admit(1).OfType<LedgerEffect.GrantJobs>().Single().Jobs[0];
        Register(B, 1);
        job = Feed(new LedgerEvent.WorkerLost(A, "its connection broke")).OfType<LedgerEffect.GrantJobs>().Single().Jobs[0];
        Register(A, 1);
        _now += TimeSpan.FromMinutes(2);
        job = Feed(new LedgerEvent.TimePassed()).OfType<LedgerEffect.GrantJobs>().Single().Jobs[0];
        var failure = Feed(new LedgerEvent.OutcomesArrived(A, [new LeasedOutcome(job.Lease, new JobOutcome.Faulted(job.Job.Key, "burnt out"))], 1)).OfType<LedgerEffect.FailRun>().Single();
        Assert.EndsWith("leased to a > a lost (its connection broke) > leased to b > no answer within 120.0 s > leased to a > faulted on a (burnt out).", failure.Story.ToString());
    }

    [Fact]
    public void New_incarnation_takes_the_place_of_the_old_one()
    {
        Register(A, 4);
        Admit(2);
        var again = Register(A with { Incarnation = 2 }, 4).OfType<LedgerEffect.GrantJobs>().Single();
        Assert.Equal(2, again.Worker.Incarnation);
        Assert.Equal(1, _ledger.Counts.Workers);
        Register(A, 4); // an old message, out of order
        Assert.Equal(2, _ledger.Counts.Leased);
    }

    [Fact]
    public void Oldest_run_is_served_first()
    {
        Admit(2);
        Admit(2, new RunId(1, 2));
        Assert.All(Register(A, 2).OfType<LedgerEffect.GrantJobs>().Single().Jobs, j => Assert.Equal(Run, j.Job.Key.Run));
    }

    [Fact]
    public void Draining_worker_keeps_its_jobs_and_gets_no_more()
    {
        Register(A, 1);
        LeasedJob held = Admit(2).OfType<LedgerEffect.GrantJobs>().Single().Jobs[0];
        Feed(new LedgerEvent.WorkerDraining(A));
        var effects = Answer(A, held, 5);
        Assert.Contains(effects, e => e is LedgerEffect.AcceptOutcome);
        Assert.DoesNotContain(effects, e => e is LedgerEffect.GrantJobs);
    }

    [Fact]
    public void Run_without_jobs_is_complete_at_once() => Assert.Equal(new LedgerEffect.CompleteRun(Run), Assert.Single(Admit(0)));

    private ImmutableArray<LedgerEffect> Register(WorkerId worker, int credits) => Feed(new LedgerEvent.WorkerRegistered(worker, credits, _ledger.GrantedTo(worker), _ledger.GrantedTo(worker) + credits));

    private ImmutableArray<LedgerEffect> Admit(int jobs, RunId? run = null) => Feed(new LedgerEvent.RunAdmitted(run ?? Run,
        [.. Enumerable.Range(0, jobs).Select(i => new FragmentJob(new JobKey(run ?? Run, 0, i, 1, 0, 1), default, [], [], new JobAsk.Probabilities()))]));

    private ImmutableArray<LedgerEffect> Answer(WorkerId worker, LeasedJob job, long limit) =>
        Feed(new LedgerEvent.OutcomesArrived(worker, [new LeasedOutcome(job.Lease, new JobOutcome.Evaluated(job.Job.Key, [1]))], limit));

    private ImmutableArray<LedgerEffect> Feed(LedgerEvent happened) => _ledger.Handle(happened, _now).Effects;
}
