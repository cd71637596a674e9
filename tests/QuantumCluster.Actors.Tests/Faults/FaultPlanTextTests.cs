using FsCheck.Xunit;
using QuantumCluster.Actors.Faults;
using QuantumCluster.Actors.Settings;

namespace QuantumCluster.Actors.Tests.Faults;

public sealed class FaultPlanTextTests
{
    private const string Head = "length = 10000ms\n workers = 3\n spares = 1\n seed = 7\n";

    [Property(Arbitrary = [typeof(Plans)], MaxTest = 200, Replay = "(7321, 1)", QuietOnSuccess = true)]
    public void Plan_that_is_written_is_read_as_it_was(FaultPlan plan) => Assert.Equal(plan, FaultPlanText.Read(FaultPlanText.Write(plan), "the plan"));

    [Fact]
    public void Every_kind_has_a_name_of_its_own_and_is_known_by_it()
    {
        FaultKind[] kinds = Enum.GetValues<FaultKind>();
        Assert.Equal(kinds.Length, kinds.Select(FaultPlanText.NameOf).Distinct().Count());
        Assert.All(kinds, k => Assert.Equal(k, FaultPlanText.KindNamed(FaultPlanText.NameOf(k))));
        Assert.Null(FaultPlanText.KindNamed("sabotage"));
    }

    [Theory]
    [InlineData("plan { }", "holds no fault-plan")]
    [InlineData("fault-plan { workers = 3 }", "has no length")]
    [InlineData($"fault-plan {{ {Head} faults {{ 1 {{ at = 5ms, kind = sabotage, node = 0 }}\n }}\n }}", "fault 1 has kind = sabotage; there are kill, stop")]
    [InlineData($"fault-plan {{ {Head} faults {{ 1 {{ at = 5ms, kind = kill, node = 4 }}\n }}\n }}", "fault 1 has node = 4; it must be a whole number from 0 to 3")]
    [InlineData($"fault-plan {{ {Head} faults {{ 1 {{ at = 10001ms, kind = kill, node = 0 }}\n }}\n }}", "it must be whole milliseconds from 0ms to 10000ms")]
    [InlineData($"fault-plan {{ {Head} faults {{ 1 {{ at = 1s, kind = kill, node = 0 }}\n }}\n }}", "fault 1 has at = 1s")]
    [InlineData($"fault-plan {{ {Head} faults {{ 1 {{ at = 1ms, kind = stop, node = 0 }}\n }}\n }}", "fault 1 has no for")]
    [InlineData($"fault-plan {{ {Head} faults {{ 1 {{ at = 1ms, kind = kill, node = 0, for = 3ms }}\n }}\n }}", "fault 1 has for, which it does not take")]
    [InlineData($"fault-plan {{ {Head} faults {{ 1 {{ at = 1ms, kind = drop, node = 0, for = 3ms, share = 1.5 }}\n }}\n }}", "share = 1.5; it must be a number above 0 and at most 1")]
    [InlineData($"fault-plan {{ {Head} faults {{ 1 {{ at = 9ms, kind = kill, node = 0 }}\n 2 {{ at = 8ms, kind = kill, node = 0 }}\n }}\n }}", "fault 2 comes before the one above it")]
    [InlineData("fault-plan {", "is not HOCON")]
    public void Wrong_plan_is_refused_in_one_sentence(string text, string part)
    {
        string message = Assert.Throws<InvalidSettingException>(() => FaultPlanText.Read(text, "the plan")).Message;
        Assert.Contains(part, message);
        Assert.DoesNotContain("\n", message);
    }
}
