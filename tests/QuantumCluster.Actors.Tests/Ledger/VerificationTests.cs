using System.Collections.Immutable;
using QuantumCluster.Actors.Ledger;
using QuantumCluster.Circuits;
using QuantumCluster.Cutting.Jobs;
using static QuantumCluster.Actors.Tests.Ledger.LedgerScene;

namespace QuantumCluster.Actors.Tests.Ledger;

/// <summary>Whose word counts, and what befalls those who lie.</summary>
public sealed class VerificationTests
{
    private readonly LedgerScene _scene = new(new LedgerSettings { CopiesPerJob = 0 });

    [Fact]
    public void Verified_job_is_done_by_two_nodes_and_counts_when_they_agree()
    {
        Register(A, B);
        (WorkerId first, LeasedJob job) = Only(_scene.Admit(1, verify: 1));
        var effects = _scene.Answer(first, job);
        Assert.DoesNotContain(effects, e => e is LedgerEffect.AcceptOutcome);
        (WorkerId second, LeasedJob again) = Only(effects);
        Assert.NotEqual(first, second);
        Assert.Contains(new LedgerEffect.CompleteRun(Run), _scene.Answer(second, again));
        Assert.Equal((1L, 1L, 0L), (_scene.Counts.Verified, _scene.Counts.Done, _scene.Counts.Disagreed));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Third_node_settles_a_disagreement_and_the_liar_is_quarantined_by_name(int liar)
    {
        Register(A, B, C);
        var asked = new List<WorkerId>();
        ImmutableArray<LedgerEffect> effects = _scene.Admit(1, verify: 1);
        for (int i = 0; i < 3; i++)
        {
            (WorkerId worker, LeasedJob job) = Only(effects);
            asked.Add(worker);
            effects = _scene.Answer(worker, job, says: i == liar ? 13 : 1);
        }

        Assert.Equal(3, asked.Distinct().Count());
        Assert.Equal(1, ((JobOutcome.Evaluated)effects.OfType<LedgerEffect.AcceptOutcome>().Single().Outcome).Probabilities[0]);
        Assert.Equal(asked[liar].Node, effects.OfType<LedgerEffect.QuarantineNode>().Single().Node);
        Assert.Equal((1L, 1L, 1), (_scene.Counts.Verified, _scene.Counts.Disagreed, _scene.Counts.Quarantined));

        _scene.Register(asked[liar] with { Incarnation = 7 }, 9); // another life of the same node
        Assert.Equal(2, _scene.Counts.Workers);
        Assert.Contains("gave another", _scene.Ledger.QuarantineOf(asked[liar].Node));
    }

    [Fact]
    public void Two_nodes_that_differ_fail_the_run_with_what_is_missing()
    {
        Register(A, B);
        (WorkerId first, LeasedJob job) = Only(_scene.Admit(1, verify: 1));
        (WorkerId second, LeasedJob again) = Only(_scene.Answer(first, job));
        _scene.Answer(second, again, says: 2);
        Assert.EndsWith($"only {first} and {second} answered for 60 s: a further worker node is needed to tell who is right.", Starved());
        Assert.Equal(0, _scene.Counts.Quarantined);
    }

    [Fact]
    public void Single_node_cannot_verify_and_the_run_says_so()
    {
        Register(A);
        (_, LeasedJob job) = Only(_scene.Admit(1, verify: 1));
        _scene.Answer(A, job);
        Assert.EndsWith("only a answered for 60 s: verification needs two worker nodes.", Starved());
    }

    [Fact]
    public void Run_that_waits_for_a_node_that_is_not_there_ends_though_others_go_on()
    {
        Register(A);
        (_, LeasedJob job) = Only(_scene.Admit(1, verify: 1));
        var effects = _scene.Answer(A, job);
        bool failed = false;
        for (long run = 2; run < 100 && !failed; run++)
        {
            effects = effects.AddRange(_scene.Admit(1, new RunId(2, run)));
            _scene.Pass(1000);
            effects = _scene.Answer(A, Granted(effects, A)[^1]);
            failed = effects.Any(e => e is LedgerEffect.FailRun { Run.Session: 1 });
        }

        Assert.True(failed);
    }

    [Fact]
    public void Share_of_verified_jobs_is_what_was_asked_and_the_same_every_time()
    {
        JobKey[] keys = [.. Jobs(20_000, Run).Select(j => j.Key)];
        bool[] chosen = [.. keys.Select(k => Verification.Chooses(new Seed(1), k, 0.2))];
        Assert.InRange(chosen.Count(c => c), 3800, 4200);
        Assert.Equal(chosen, keys.Select(k => Verification.Chooses(new Seed(1), k, 0.2)));
        Assert.NotEqual(chosen, keys.Select(k => Verification.Chooses(new Seed(2), k, 0.2)));
        Assert.All(keys.Zip(chosen), k => Assert.True(!k.Second || Verification.Chooses(new Seed(1), k.First, 0.5))); // a larger share takes in the smaller one
        Assert.DoesNotContain(keys, k => Verification.Chooses(new Seed(1), k, 0));
        Assert.All(keys, k => Assert.True(Verification.Chooses(new Seed(1), k, 1)));
    }

    [Fact]
    public void Larger_of_the_two_shares_holds()
    {
        var scene = new LedgerScene(new LedgerSettings { Verify = 1 });
        scene.Register(A, 1);
        LeasedJob job = Granted(scene.Admit(1, verify: 0), A)[0];
        Assert.DoesNotContain(scene.Answer(A, job), e => e is LedgerEffect.AcceptOutcome);
    }

    [Fact]
    public void Unchecked_outcomes_of_a_liar_are_done_again_in_open_runs_and_reported_in_complete_ones()
    {
        Register(A);
        _scene.Answer(A, Only(_scene.Admit(1, new RunId(5, 1))).Job); // complete, unchecked
        LeasedJob unchecked_ = Only(_scene.Admit(2, new RunId(5, 2))).Job;
        LeasedJob pending = Granted(_scene.Answer(A, unchecked_), A)[0]; // half done
        Register(B, C);
        var effects = _scene.Admit(1, verify: 1);
        (WorkerId second, LeasedJob verified) = Only(effects);
        (WorkerId third, LeasedJob again) = Only(_scene.Answer(second, verified, says: 1));
        effects = _scene.Answer(third, again, says: 1);
        Assert.Contains(new LedgerEffect.CompleteRun(Run), effects);
        Assert.NotEqual(A, second);

        for (int i = 0; i < 3; i++) effects = _scene.SayNonsense(A, i == 0 ? pending : Granted(effects, A) is [var next, ..] ? next : Hand(A));
        var quarantine = effects.OfType<LedgerEffect.QuarantineNode>().Single();
        Assert.Equal(("a", 1, 1L), (quarantine.Node, quarantine.Retracted, quarantine.Doubtful));
        Assert.Contains(new LedgerEffect.RetractOutcome(unchecked_.Job.Key), effects);
        Assert.Equal((1L, 1L, 3L), (_scene.Counts.Retracted, _scene.Counts.Doubtful, _scene.Counts.Invalid));
    }

    [Fact]
    public void Duplicate_with_other_bits_opens_the_job_again_until_a_third_node_tells()
    {
        var scene = new LedgerScene(new LedgerSettings { MaxAttempts = 9 });
        scene.Register(A, 1);
        LeasedJob first = Granted(scene.Admit(2), A)[0];
        scene.Pass(31_000);
        scene.Tick();
        LeasedJob second = Granted(scene.Register(B, 2), B).Single(j => j.Job.Key == first.Job.Key);
        Assert.Contains(scene.Answer(A, first, says: 13), e => e is LedgerEffect.AcceptOutcome);
        scene.Register(C, 5);
        var effects = scene.Answer(B, second, says: 1);
        Assert.Contains(new LedgerEffect.RetractOutcome(first.Job.Key), effects);
        LeasedJob third = Granted(effects, C).Single(j => j.Job.Key == first.Job.Key);
        effects = scene.Answer(C, third, says: 1);
        Assert.Equal("a", effects.OfType<LedgerEffect.QuarantineNode>().Single().Node);
        Assert.Contains(effects, e => e is LedgerEffect.AcceptOutcome);
        Assert.Equal((1L, 1L), (scene.Counts.Disagreed, scene.Counts.Retracted));
    }

    [Fact]
    public void Word_of_a_worker_that_was_never_granted_the_job_does_not_count()
    {
        Register(A);
        LeasedJob job = Only(_scene.Admit(1)).Job;
        Register(B);
        Assert.Contains(new LedgerEffect.DropOutcome(job.Job.Key), _scene.Answer(B, job));
        Assert.Contains(new LedgerEffect.CompleteRun(Run), _scene.Answer(A, job));
    }

    [Fact]
    public void One_refusal_sends_the_job_to_another_node_and_two_end_the_run()
    {
        Register(A, B);
        (WorkerId first, LeasedJob job) = Only(_scene.Admit(1));
        (WorkerId second, LeasedJob again) = Only(_scene.Say(first, job, new JobOutcome.Refused(job.Job.Key, "too wide")));
        Assert.NotEqual(first, second);
        var failure = _scene.Say(second, again, new JobOutcome.Refused(job.Job.Key, "too wide")).OfType<LedgerEffect.FailRun>().Single();
        Assert.Contains($"refused by {first}: too wide > leased to {second} > refused by {second}", failure.Story.ToString());
        Assert.Equal(2L, _scene.Counts.Refused);
    }

    [Fact]
    public void Node_that_keeps_refusing_what_others_do_is_quarantined()
    {
        Register(A, B);
        for (long run = 1; _scene.Counts.Quarantined == 0; run++)
        {
            Assert.True(run < 50);
            (WorkerId worker, LeasedJob job) = Only(_scene.Admit(1, new RunId(1, run)));
            if (worker == A) (worker, job) = Only(_scene.Say(A, job, new JobOutcome.Refused(job.Job.Key, "no")));
            _scene.Answer(worker, job);
        }

        Assert.NotNull(_scene.Ledger.QuarantineOf("a"));
    }

    private void Register(params WorkerId[] workers)
    {
        foreach (WorkerId worker in workers) _scene.Register(worker, 1);
    }

    /// <summary>The one job that is granted.</summary>
    private static (WorkerId Worker, LeasedJob Job) Only(IEnumerable<LedgerEffect> effects)
    {
        var grant = Assert.Single(effects.OfType<LedgerEffect.GrantJobs>());
        return (grant.Worker, Assert.Single(grant.Jobs));
    }

    /// <summary>Something for the worker to hold.</summary>
    private LeasedJob Hand(WorkerId worker)
    {
        for (long run = 1; ; run++)
            if (Granted(_scene.Admit(1, new RunId(77, run)), worker) is [var job]) return job;
    }

    /// <summary>The story of the run that fails because nobody comes.</summary>
    private string Starved()
    {
        _scene.Pass(59_000);
        Assert.DoesNotContain(_scene.Tick(), e => e is LedgerEffect.FailRun);
        _scene.Pass(1_000);
        return _scene.Tick().OfType<LedgerEffect.FailRun>().Single().Story.ToString();
    }
}
