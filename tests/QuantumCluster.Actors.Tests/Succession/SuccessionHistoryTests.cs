using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace QuantumCluster.Actors.Tests.Succession;

/// <summary>Generated histories of membership: what must hold whatever dies, stalls or is cut off, and whoever has heard of what.</summary>
public sealed class SuccessionHistoryTests
{
    private static readonly Gen<Step> Anything =
        from kind in Gen.Frequency(
            (4, Gen.Constant(StepKind.Join)), (1, Gen.Constant(StepKind.OtherJoins)), (1, Gen.Constant(StepKind.OtherGoes)), (1, Gen.Constant(StepKind.Leave)),
            (1, Gen.Constant(StepKind.Exit)), (2, Gen.Constant(StepKind.Down)), (3, Gen.Constant(StepKind.Remove)), (1, Gen.Constant(StepKind.Cut)), (1, Gen.Constant(StepKind.Stall)), (1, Gen.Constant(StepKind.Heal)),
            (10, Gen.Constant(StepKind.CoordinatorLearns)), (5, Gen.Constant(StepKind.WorkerLearns)), (10, Gen.Constant(StepKind.Speak)), (16, Gen.Constant(StepKind.Deliver)))
        from slot in Gen.Choose(1, 3)
        from which in Gen.Choose(0, 100)
        select new Step(kind, slot, which);

    [Property(MaxTest = 2000, Replay = "(4711, 1)", QuietOnSuccess = true)]
    public Property Terms_rise_with_every_succession_and_no_worker_heeds_two_coordinators_in_one() => Prop.ForAll(Arb.From(Anything.ArrayOf(200)), steps => { Play(steps); });

    /// <summary>Laws that are never put to the test hold easily.</summary>
    [Fact]
    public void Histories_have_successions_and_refused_grants()
    {
        SuccessionWorld[] worlds = [.. Anything.ArrayOf(200).Sample(500).Select(Play)];
        Assert.InRange(worlds.Sum(w => w.Successions), 50, int.MaxValue);
        Assert.InRange(worlds.Sum(w => w.Refusals), 50, int.MaxValue);
    }

    private static SuccessionWorld Play(Step[] steps)
    {
        var world = new SuccessionWorld();
        foreach (Step step in steps) world.Happen(step);
        world.Settle();
        return world;
    }
}
