using System.Text.Json;
using QuantumCluster.Cli.Tests.Programs;

namespace QuantumCluster.Cli.Tests.Plan;

public sealed class PlanTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Plan_draws_circuit_cut_and_fragments_and_tells_what_a_step_costs()
    {
        string plan = _scratch.QCluster("plan", "--kernel", "su4", "--variants", "table").Succeeded().Output;
        foreach (string word in (string[])["RY(x0)", "w66–76", "╳", "cut", "Cut 0: wire 3", "variant set table", "Not golden", "Fragment 0: 4 qubits of 5", "Fragment 1: 5 qubits of 5",
            "3 variants (3 settings)", "6 variants (6 preparations)", "|−i⟩", "settings Z  X  Y", "jobs per step", "bytes per step"])
            Assert.Contains(word, plan, StringComparison.Ordinal);
        Assert.All(plan.Split('\n'), line => Assert.True(line.Length <= 100, line));
    }

    [Theory]
    [InlineData("crz", "auto", "golden", 3)]
    [InlineData("cry", "auto", "golden", 3)]
    [InlineData("crz", "minimal", "minimal", 7)]
    [InlineData("su4", "auto", "minimal", 7)]
    [InlineData("canonical", "table", "table", 9)]
    [InlineData("su4", "paper", "paper", 16)]
    public void Plan_for_programs_names_the_set_of_every_cut(string kernel, string variants, string set, int count)
    {
        using JsonDocument plan = JsonDocument.Parse(_scratch.QCluster("plan", "--kernel", kernel, "--variants", variants, "--json").Succeeded().Output);
        JsonElement cut = Assert.Single(plan.RootElement.GetProperty("cuts").EnumerateArray());
        Assert.Equal(3, cut.GetProperty("qubit").GetInt32());
        Assert.Equal(set, cut.GetProperty("variantSet").GetString());
        Assert.Equal(kernel is "crz" or "cry", cut.GetProperty("golden").GetBoolean());
        Assert.Equal(count, plan.RootElement.GetProperty("variants").GetInt32());
        Assert.Equal([4, 5], plan.RootElement.GetProperty("fragments").EnumerateArray().Select(f => f.GetProperty("qubits").GetInt32()));
    }

    [Fact]
    public void Precision_is_part_of_the_plan_and_of_its_programs()
    {
        JsonElement Plan(params string[] more)
        {
            using JsonDocument plan = JsonDocument.Parse(_scratch.QCluster(["plan", "--json", .. more]).Succeeded().Output);
            return plan.RootElement.Clone();
        }

        JsonElement usual = Plan(), inDouble = Plan("--precision", "double"), inFloat = Plan("--precision", "float");
        Assert.Equal(usual.GetRawText(), inDouble.GetRawText());
        Assert.Equal(("double", "float"), (usual.GetProperty("precision").GetString(), inFloat.GetProperty("precision").GetString()));
        foreach (string path in (string[])["hash", "fragments.0.program", "fragments.1.program"]) Assert.NotEqual(At(usual, path), At(inFloat, path));
        _scratch.QCluster("plan", "--precision", "half").FailedWith(2, "half", "double", "float");
    }

    private static string At(JsonElement element, string path) =>
        path.Split('.').Aggregate(element, (e, name) => int.TryParse(name, out int index) ? e[index] : e.GetProperty(name)).GetString()!;

    [Fact]
    public void Reading_the_cut_qubit_in_X_makes_a_golden_cut_an_ordinary_one()
    {
        using JsonDocument plan = JsonDocument.Parse(_scratch.QCluster("plan", "--readout", "paulis:IIIXIIII", "--json").Succeeded().Output);
        Assert.False(plan.RootElement.GetProperty("cuts")[0].GetProperty("golden").GetBoolean());
    }

    [Fact]
    public void More_samples_take_more_jobs_and_bytes()
    {
        JsonElement Step(string batch)
        {
            using JsonDocument plan = JsonDocument.Parse(_scratch.QCluster("plan", "--batch-size", batch, "--json").Succeeded().Output);
            return plan.RootElement.GetProperty("step").Clone();
        }

        JsonElement one = Step("16"), many = Step("256");
        Assert.Equal(4, one.GetProperty("jobs").GetInt32());
        Assert.Equal(16, many.GetProperty("jobs").GetInt32());
        Assert.True(many.GetProperty("bytes").GetInt64() > 10 * one.GetProperty("bytes").GetInt64());
    }
}
