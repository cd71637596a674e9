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

    [Fact]
    public void Forecast_tells_what_each_policy_costs_and_binds_the_plan_to_the_chosen_one()
    {
        JsonElement Plan(params string[] more)
        {
            using JsonDocument plan = JsonDocument.Parse(_scratch.QCluster(["plan", "--json", "--fleet", "superconducting:4,noisy:2", "--shots", "1000", .. more]).Succeeded().Output);
            return plan.RootElement.Clone();
        }

        JsonElement fastest = Plan("--policy", "fastest"), truest = Plan("--policy", "least-error");
        JsonElement[] placements = [.. fastest.GetProperty("forecast").GetProperty("placements").EnumerateArray()];
        Assert.Equal(["fastest", "least-error", "balanced"], placements.Select(p => p.GetProperty("policy").GetString()));
        Assert.Equal(placements[0].GetProperty("plan").GetString(), fastest.GetProperty("hash").GetString());
        Assert.Equal(placements[1].GetProperty("plan").GetString(), truest.GetProperty("hash").GetString());
        Assert.True(placements[0].GetProperty("wallTime").GetDouble() < placements[1].GetProperty("wallTime").GetDouble());
        Assert.True(placements[0].GetProperty("errorBound").GetDouble() > placements[1].GetProperty("errorBound").GetDouble());
        Assert.Equal(6_608_000, placements[0].GetProperty("shots").GetInt64()); // 413 executions a sample with the minimal set: noise is no place for a golden cut
        Assert.Equal("minimal", fastest.GetProperty("cuts")[0].GetProperty("variantSet").GetString());
    }

    [Fact]
    public void Forecast_is_set_beside_what_then_happened()
    {
        string config = _scratch.In("timed.conf");
        File.WriteAllText(config, "quantum-cluster.profiles.timed { qubits = 5, times { shots-per-second = 10000, job-overhead = 1ms } }");
        using JsonDocument plan = JsonDocument.Parse(_scratch.QCluster("plan", "--json", "--config", config, "--fleet", "timed:2", "--shots", "100", "--batch-size", "4", "--gradient", "none", "--try").Succeeded().Output);
        JsonElement forecast = plan.RootElement.GetProperty("forecast"), happened = forecast.GetProperty("happened"), placed = forecast.GetProperty("placements")[0];
        Assert.Equal(0.12 + 3e-3, placed.GetProperty("deviceTime").GetDouble(), 9); // three variants of four samples, 100 shots of 0.1 ms each
        Assert.True(happened.GetProperty("deviceTime").GetDouble() > 0.95 * placed.GetProperty("deviceTime").GetDouble()); // no device answers sooner than it would
        Assert.InRange(happened.GetProperty("rootMeanSquareError").GetDouble(), 1e-4, 0.2);
    }

    [Theory]
    [InlineData("no PROFILE:N", "--fleet", "ideal")]
    [InlineData("There is no device profile nope; there are ideal", "--fleet", "nope:2")]
    [InlineData("names noisy twice", "--fleet", "noisy:1,noisy:2")]
    [InlineData("--policy is for a forecast on a fleet", "--policy", "fastest")]
    [InlineData("take gradients by shift", "--fleet", "noisy:2")]
    [InlineData("give --gradient shift", "--fleet", "ideal:2", "--shots", "10", "--gradient", "adjoint")]
    [InlineData("give adjoint, shift or none", "--fleet", "ideal:2", "--gradient", "magic")]
    public void Fleet_that_makes_no_sense_is_refused_in_one_sentence(string part, params string[] arguments) => _scratch.QCluster(["plan", .. arguments]).FailedWith(2, part);

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
