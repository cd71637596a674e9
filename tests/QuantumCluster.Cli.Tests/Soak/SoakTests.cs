using System.Text.Json;
using QuantumCluster.Cli.Tests.Programs;

namespace QuantumCluster.Cli.Tests.Soak;

/// <summary>Short chaos runs on real processes.</summary>
public sealed class SoakTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Faults_of_every_kind_that_workers_suffer_change_no_bit()
    {
        Finished soak = _scratch.QCluster("soak", "--minutes", "0.1", "--faults", "12", "--seed", "3", "--kinds", "kill,stop,partition,drop,garble,slow,crash,corrupt,lie,add,drain", "--workers", "3", "--devices", "1", "--node", BuiltProgram.Node, "--out", "chaos", "--json");
        soak.Succeeded();
        JsonElement report = JsonDocument.Parse(soak.Output).RootElement;
        Assert.True(report.GetProperty("identical").GetBoolean());
        Assert.Equal(0, report.GetProperty("lost").GetInt32());
        Assert.Equal(12, report.GetProperty("faults").EnumerateObject().Sum(kind => kind.Value.GetInt32()));
        Assert.True(report.GetProperty("faults").EnumerateObject().Count() >= 11, report.GetProperty("faults").ToString());
        Assert.True(report.GetProperty("trainingSteps").GetInt32() > 0 && report.GetProperty("randomBatches").GetInt32() > 0);
        Assert.True(report.GetProperty("recoveryMilliseconds").GetProperty("worst").GetDouble() >= report.GetProperty("recoveryMilliseconds").GetProperty("median").GetDouble());

        Assert.Contains("fault-plan", File.ReadAllText(Path.Combine(_scratch.In("chaos"), "plan.conf")));
        Assert.Equal(soak.Output.Trim(), File.ReadAllText(Path.Combine(_scratch.In("chaos"), "report.json")).Trim());
    }

    [Fact]
    public void Lie_that_nobody_checks_makes_the_result_another_and_the_comparison_says_so()
    {
        File.WriteAllText(_scratch.In("lies.conf"), """
            fault-plan {
              seed = 5
              length = 1500ms
              workers = 1
              spares = 0
              faults {
                1 { at = 100ms, node = 0, kind = lie, device = 0, jobs = 30 }
              }
            }
            """);
        Finished soak = _scratch.QCluster("soak", "--plan", "lies.conf", "--devices", "1", "--verify", "0", "--node", BuiltProgram.Node, "--out", "lies");
        Assert.Equal(1, soak.ExitCode);
        Assert.Contains("identical: no", soak.Output);
        Assert.Contains("differs", soak.Output);
    }

    [Theory]
    [InlineData("--kinds names \"sabotage\"", "--kinds", "kill,sabotage")]
    [InlineData("give add and drain together", "--kinds", "add,kill")]
    [InlineData("too few for 12 kinds", "--faults", "3")]
    [InlineData("--verify is \"2\"; give a number from 0 to 1", "--verify", "2")]
    [InlineData("The plan nowhere.conf cannot be read", "--plan", "nowhere.conf")]
    [InlineData("--seed shapes a plan that is drawn", "--plan", "nowhere.conf", "--seed", "1")]
    [InlineData("there is no such file; give the path of qcluster-node", "--node", "nowhere")]
    public void Wrong_options_are_refused_in_one_sentence(string part, params string[] options) =>
        _scratch.QCluster(["soak", .. options]).FailedWith(2, part);
}
