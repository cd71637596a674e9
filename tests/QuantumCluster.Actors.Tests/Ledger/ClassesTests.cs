using System.Collections.Immutable;
using QuantumCluster.Actors.Ledger;
using QuantumCluster.Cutting.Plans;
using static QuantumCluster.Actors.Tests.Ledger.LedgerScene;

namespace QuantumCluster.Actors.Tests.Ledger;

/// <summary>Fleets with devices of several classes.</summary>
public sealed class ClassesTests
{
    private static readonly DeviceClass Ideal = new("ideal", "a1", 5, false), Narrow = new("narrow", "a2", 4, false), Noisy = new("noisy", "b1", 5, true);
    private static readonly Demand OnNoisy = new(Noisy, 5), Anyhow = new(Noisy, 5, MaySubstitute: true);
    private readonly LedgerScene _scene = new(new LedgerSettings { StarvationLimit = TimeSpan.FromSeconds(60), SubstituteAfter = TimeSpan.FromSeconds(5) });

    [Fact]
    public void Jobs_go_to_the_devices_that_they_need_and_nobody_waits_for_another_class()
    {
        _scene.Register(A, 10, @class: Ideal);
        ImmutableArray<LedgerEffect> effects = _scene.Admit(Run, 0, new JobShare(2, OnNoisy), new JobShare(3, new Demand(Ideal, 5)));
        Assert.Equal([2, 3, 4], Granted(effects, A).Select(j => j.Job.Key.FirstVariant).ToArray());
        Assert.Equal([0, 1], Granted(_scene.Register(B, 10, @class: Noisy), B).Select(j => j.Job.Key.FirstVariant).ToArray());
    }

    [Fact]
    public void What_is_bound_to_no_class_goes_wherever_there_is_no_noise_and_room_enough()
    {
        _scene.Register(A, 10, @class: Noisy);
        _scene.Register(B, 10, @class: Narrow);
        ImmutableArray<LedgerEffect> effects = _scene.Admit(Run, 0, new JobShare(1, new Demand(null, 4)), new JobShare(1, new Demand(null, 5)));
        Assert.Equal([0], Granted(effects, B).Select(j => j.Job.Key.FirstVariant).ToArray());
        Assert.Empty(Granted(effects, A));
        Assert.Equal([1], Granted(_scene.Register(C, 1, @class: Ideal), C).Select(j => j.Job.Key.FirstVariant).ToArray());
    }

    [Fact]
    public void The_older_run_comes_first_when_its_jobs_and_the_younger_ones_need_different_things()
    {
        _scene.Admit(Run, 0, new JobShare(1, new Demand(null, 5)));
        _scene.Admit(new(1, 2), 0, new JobShare(1, new Demand(null, 4)));
        Assert.Equal(Run, Assert.Single(Granted(_scene.Register(A, 1, @class: Ideal), A)).Job.Key.Run);
    }

    [Fact]
    public void Retries_and_copies_stay_in_the_class()
    {
        _scene.Register(A, 1, @class: Noisy);
        LedgerEffect[] first = [.. _scene.Admit(Run, 0, new JobShare(1, OnNoisy))];
        Assert.Single(Granted(first, A));
        _scene.Register(B, 10, @class: Ideal);
        Assert.Empty(Granted(_scene.Feed(new LedgerEvent.WorkerLost(A, "cut")), B));
        Assert.Single(Granted(_scene.Register(C, 10, @class: Noisy), C));
    }

    [Fact]
    public void Run_whose_class_is_gone_fails_with_the_class_and_the_way_out()
    {
        _scene.Register(A, 10, @class: Ideal);
        _scene.Admit(Run, 0, new JobShare(1, OnNoisy));
        Assert.Equal(TimeSpan.FromSeconds(60), _scene.Wake);
        string story = _scene.Sleep().OfType<LedgerEffect.FailRun>().Single().Story.ToString();
        Assert.EndsWith("no worker has had devices of class noisy (b1) with at least 5 qubits for 60 s (there are ideal (a1) with 5): start one, or let others do it with --allow-substitution.", story);
    }

    [Fact]
    public void Run_waits_for_its_class_to_come_back_while_others_go_on()
    {
        _scene.Register(A, 1, @class: Ideal);
        _scene.Admit(Run, 0, new JobShare(1, OnNoisy));
        LeasedJob other = Assert.Single(Granted(_scene.Admit(1, new(2, 1)), A));
        _scene.Pass(59_000);
        _scene.Answer(A, other);
        LeasedJob job = Assert.Single(Granted(_scene.Register(B, 1, @class: Noisy), B));
        Assert.Contains(new LedgerEffect.CompleteRun(Run), _scene.Answer(B, job));
    }

    [Fact]
    public void Substitution_waits_a_while_marks_the_outcome_and_binds_what_follows()
    {
        _scene.Register(A, 10, @class: Noisy);
        LeasedJob lost = Assert.Single(Granted(_scene.Admit(Run, 0, new JobShare(1, Anyhow)), A));
        _scene.Register(B, 10, @class: Ideal);
        _scene.Feed(new LedgerEvent.WorkerLost(A, "cut"));
        Assert.Equal(TimeSpan.FromSeconds(5), _scene.Wake);
        LeasedJob job = Assert.Single(Granted(_scene.Sleep(), B));
        Assert.Empty(Granted(_scene.Register(A with { Incarnation = 2 }, 10, @class: Noisy), A with { Incarnation = 2 }));
        Assert.Contains(new LedgerEffect.DropOutcome(job.Job.Key), _scene.Answer(A, lost)); // of the old class: it counts no more
        LedgerEffect.AcceptOutcome accepted = _scene.Answer(B, job).OfType<LedgerEffect.AcceptOutcome>().Single();
        Assert.Equal(Ideal, accepted.Substitute);
        Assert.Equal(1, _scene.Counts.Substituted);
    }

    [Fact]
    public void Nobody_is_substituted_by_narrower_devices()
    {
        _scene.Register(A, 10, @class: Narrow);
        _scene.Admit(Run, 0, new JobShare(1, Anyhow));
        ImmutableArray<LedgerEffect> effects = _scene.Sleep();
        Assert.Empty(Granted(effects, A));
        while (!effects.OfType<LedgerEffect.FailRun>().Any()) effects = _scene.Sleep();
        Assert.True(_scene.Now >= TimeSpan.FromSeconds(60));
    }

    /// <summary>Otherwise the honest one of two classes would be taken for a liar.</summary>
    [Fact]
    public void Claims_of_the_class_that_is_gone_are_not_compared_with_those_of_its_substitute()
    {
        _scene.Register(A, 10, @class: Noisy);
        _scene.Register(B, 10, @class: Ideal);
        _scene.Register(C, 10, @class: Ideal);
        LeasedJob first = Assert.Single(Granted(_scene.Admit(Run, 1, new JobShare(1, Anyhow)), A));
        _scene.Answer(A, first, says: 7); // a second noisy node is to say so too
        _scene.Feed(new LedgerEvent.WorkerLost(A, "cut"));
        ImmutableArray<LedgerEffect> effects = _scene.Sleep();
        WorkerId substitute = Granted(effects, B).Length > 0 ? B : C, witness = substitute == B ? C : B;
        LeasedJob again = Assert.Single(Granted(_scene.Answer(substitute, Granted(effects, substitute)[0], says: 8), witness));
        effects = _scene.Answer(witness, again, says: 8);
        Assert.Contains(new LedgerEffect.CompleteRun(Run), effects);
        Assert.Equal((0, 0L), (_scene.Counts.Quarantined, _scene.Counts.Disagreed));
    }

    [Fact]
    public void Slow_class_is_not_suspect_by_the_pace_of_a_fast_one()
    {
        _scene.Register(A, 1, @class: Ideal);
        _scene.Warm(A, 70, milliseconds: 1);
        _scene.Register(B, 1, @class: Noisy);
        _scene.Register(C, 1, @class: Noisy);
        Assert.Single(Granted(_scene.Admit(Run, 0, new JobShare(1, OnNoisy)), B));
        _scene.Pass(2000);
        Assert.Empty(Granted(_scene.Tick(), C));
        Assert.Equal(0, _scene.Counts.Speculated);
    }

    [Fact]
    public void Shares_that_are_not_of_the_runs_jobs_are_refused() =>
        Assert.Throws<ArgumentException>(() => _scene.Feed(new LedgerEvent.RunAdmitted(Run, Jobs(3, Run)) { Shares = [new(2, OnNoisy)] }));
}
