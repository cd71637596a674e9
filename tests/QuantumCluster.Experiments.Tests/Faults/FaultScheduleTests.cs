using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using QuantumCluster.Actors.Faults;
using QuantumCluster.Circuits;
using QuantumCluster.Experiments.Faults;

namespace QuantumCluster.Experiments.Tests.Faults;

[Properties(Arbitrary = [typeof(Schedules)], MaxTest = 200, Replay = "(7321, 1)", QuietOnSuccess = true)]
public sealed class FaultScheduleTests
{
    [Property]
    public void Same_settings_draw_the_same_plan_and_another_seed_another(FaultScheduleSettings settings)
    {
        FaultPlan plan = FaultSchedule.Draw(settings);
        Assert.Equal(plan, FaultSchedule.Draw(settings));
        Assert.NotEqual(plan.Faults.AsEnumerable(), FaultSchedule.Draw(settings with { Seed = settings.Seed.For("other") }).Faults);
    }

    [Property]
    public void There_are_as_many_faults_as_wanted_and_enough_of_each_kind(FaultScheduleSettings settings)
    {
        FaultPlan plan = FaultSchedule.Draw(settings);
        Assert.Equal(settings.Count, plan.Faults.Length);
        ILookup<FaultKind, Fault> kinds = plan.Faults.ToLookup(f => f.Act.Kind);
        Assert.All(settings.Kinds, kind => Assert.True(kinds[kind].Count() >= settings.LeastOfEach, $"{kinds[kind].Count()} of {kind}, not {settings.LeastOfEach}"));
        Assert.Empty(kinds.Select(k => k.Key).Except(settings.Kinds));
    }

    [Property]
    public void Faults_come_in_order_within_the_plan_and_hit_workers_that_are_there(FaultScheduleSettings settings)
    {
        FaultPlan plan = FaultSchedule.Draw(settings);
        Assert.Equal(plan.Faults.Select(f => f.At).Order(), plan.Faults.Select(f => f.At));
        Assert.All(plan.Faults, f => Assert.InRange(f.At, TimeSpan.Zero, plan.Length));
        HashSet<int> there = [.. Enumerable.Range(0, plan.Workers)];
        foreach (Fault fault in plan.Faults)
        {
            if (fault.Act is FaultAct.Add) Assert.True(there.Add(fault.Node));
            else Assert.True(fault.Act is FaultAct.Drain ? fault.Node >= plan.Workers && there.Remove(fault.Node) : there.Contains(fault.Node));
        }

        Assert.Equal(plan, FaultPlanText.Read(FaultPlanText.Write(plan), "the plan"));
    }

    [Fact]
    public void Thousand_faults_have_fifty_of_each_kind()
    {
        FaultPlan plan = FaultSchedule.Draw(new FaultScheduleSettings { Count = 1000, Length = TimeSpan.FromMinutes(20) });
        Assert.All(Enum.GetValues<FaultKind>(), kind => Assert.True(plan.Faults.Count(f => f.Act.Kind == kind) >= 50));
    }

    [Theory]
    [InlineData(3, 1, 1, "too few")]
    [InlineData(50, 0, 1, "1 to 64 workers")]
    [InlineData(50, 3, 0, "spares")]
    public void Settings_that_cannot_be_are_refused(int count, int workers, int spares, string part) =>
        Assert.Contains(part, Assert.Throws<ArgumentException>(() => FaultSchedule.Draw(new FaultScheduleSettings { Count = count, Workers = workers, Spares = spares })).Message);

    [Fact]
    public void Joining_without_leaving_is_refused() =>
        Assert.Contains("add and drain together", Assert.Throws<ArgumentException>(() => FaultSchedule.Draw(new FaultScheduleSettings { Kinds = [FaultKind.Add, FaultKind.Kill] })).Message);

    private static class Schedules
    {
        public static Arbitrary<FaultScheduleSettings> OfAnySize() =>
            (from seed in Gen.Choose(0, int.MaxValue)
             from some in Gen.SubListOf<FaultKind>(Enum.GetValues<FaultKind>().Except([FaultKind.Add, FaultKind.Drain]).ToArray())
             from moving in Gen.Elements(true, false)
             from more in Gen.Choose(0, 400)
             from workers in Gen.Choose(1, 6)
             from spares in Gen.Choose(1, 3)
             let kinds = moving ? [.. some, FaultKind.Add, FaultKind.Drain] : some.Count > 0 ? [.. some] : new[] { FaultKind.Kill }
             select new FaultScheduleSettings
             {
                 Seed = new Seed((ulong)seed), Kinds = [.. kinds], Count = kinds.Length + more, Workers = workers, Spares = spares, Length = TimeSpan.FromSeconds(100),
             }).ToArbitrary();
    }
}
