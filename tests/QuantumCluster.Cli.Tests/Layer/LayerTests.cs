using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using QuantumCluster.Cli.Tests.Programs;

namespace QuantumCluster.Cli.Tests.Layer;

public sealed class LayerTests : IDisposable
{
    private const double Tolerance = 1e-12;
    private const double FloatTolerance = 1e-5;
    private const string Marginal = """{"marginal":[3,4,5,6,7]}""";
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData("ladder8", "crz", "uncut", "auto")]
    [InlineData("ladder8", "crz", "fragments", "auto")]
    [InlineData("ladder8", "crz", "cluster", "minimal")]
    [InlineData("ladder8_cry", "cry", "uncut", "auto")]
    [InlineData("ladder8_cry", "cry", "fragments", "table")]
    [InlineData("ladder8_cry", "cry", "cluster", "auto")]
    [InlineData("ladder8_canonical", "canonical", "uncut", "auto")]
    [InlineData("ladder8_canonical", "canonical", "fragments", "minimal")]
    [InlineData("ladder8_canonical", "canonical", "cluster", "table")]
    [InlineData("ladder8_su4", "su4", "uncut", "auto")]
    [InlineData("ladder8_su4", "su4", "fragments", "paper")]
    [InlineData("ladder8_su4", "su4", "fragments", "table")]
    [InlineData("ladder8_su4", "su4", "fragments", "minimal")]
    [InlineData("ladder8_su4", "su4", "cluster", "paper")]
    [InlineData("ladder8_2layers", "crz", "fragments", "minimal")]
    [InlineData("ladder8_2layers_cry", "cry", "fragments", "auto")]
    [InlineData("ladder8_2layers_cry", "cry", "cluster", "auto")]
    [InlineData("ladder8_2layers_su4", "su4", "uncut", "auto")]
    [InlineData("ladder8_2layers_su4", "su4", "fragments", "table")]
    public void Marginals_and_gradients_are_the_reference_vectors(string caseName, string kernel, string executor, string variants)
    {
        ReferenceSample sample = ReferenceSample.First(caseName, kernel);
        JsonElement answer = Ask(sample.Request(Marginal, "c"), executor, variants);
        AssertNear(sample["marginal32"], answer.GetProperty("outputs")[0]);
        AssertNear(sample["grad_x"], answer.GetProperty("inputGradients")[0]);
        AssertNear(sample["grad_w"], answer.GetProperty("weightGradients"));
    }

    [Theory]
    [InlineData("ladder8", "crz", "fragments")]
    [InlineData("ladder8_cry", "cry", "cluster")]
    [InlineData("ladder8_canonical", "canonical", "fragments")]
    [InlineData("ladder8_su4", "su4", "fragments")]
    [InlineData("ladder8_su4", "su4", "uncut")]
    [InlineData("ladder8_2layers_cry", "cry", "fragments")]
    [InlineData("ladder8_2layers_cry", "cry", "uncut")]
    public void In_float_marginals_and_gradients_are_the_reference_vectors_to_five_digits(string caseName, string kernel, string executor)
    {
        ReferenceSample sample = ReferenceSample.First(caseName, kernel);
        JsonElement answer = Ask(sample.Request(Marginal, "c"), executor, "auto", "--precision", "float");
        Assert.Equal("float", answer.GetProperty("plan").GetProperty("precision").GetString());
        foreach (JsonElement p in answer.GetProperty("outputs")[0].EnumerateArray()) Assert.Equal(p.GetDouble(), (float)p.GetDouble());
        AssertNear(sample["marginal32"], answer.GetProperty("outputs")[0], FloatTolerance);
        AssertNear(sample["grad_x"], answer.GetProperty("inputGradients")[0], FloatTolerance * Scale(sample["grad_x"]));
        AssertNear(sample["grad_w"], answer.GetProperty("weightGradients"), FloatTolerance * Scale(sample["grad_w"]));
    }

    [Fact]
    public void A_cotangent_beyond_float_is_refused_by_its_value()
    {
        JsonObject request = ReferenceSample.First("ladder8", "crz").Request(Marginal, "c");
        request["cotangent"]![0]![5] = 1e39;
        _scratch.QClusterReading(request.ToJsonString(), "layer", "--request", "-", "--precision", "float").FailedWith(2, "\"cotangent[0][5]\" is 1E+39", "3.4e38", "--precision double");
    }

    [Theory]
    [InlineData("uncut", "auto")]
    [InlineData("fragments", "auto")]
    [InlineData("cluster", "minimal")]
    public void Twelve_qubits_on_five_qubit_devices_give_the_reference_vectors(string executor, string variants)
    {
        ReferenceSample sample = ReferenceSample.First("ladder12", "crz");
        JsonElement answer = Ask(sample.Request("""{"marginal":[7,8,9,10,11]}""", "c"), executor, variants);
        AssertNear(sample["marginal32"], answer.GetProperty("outputs")[0]);
        AssertNear(sample["grad_x"], answer.GetProperty("inputGradients")[0]);
        AssertNear(sample["grad_w"], answer.GetProperty("weightGradients"));
    }

    [Fact]
    public void A_circuit_too_wide_for_the_simulator_is_refused_with_the_way_out()
    {
        JsonObject request = ReferenceSample.First("ladder12", "crz").Request("""{"marginal":[7]}""", null);
        request["qubits"] = 21;
        request["inputs"] = new JsonArray(new JsonArray([.. Enumerable.Range(0, 21).Select(_ => JsonValue.Create(0.1))]));
        request["weights"] = new JsonArray([.. Enumerable.Range(0, 100).Select(_ => JsonValue.Create(0.1))]);
        _scratch.QClusterReading(request.ToJsonString(), "layer", "--request", "-", "--executor", "uncut").FailedWith(2, "\"qubits\" is 21", "at most 20", "fragments");
    }

    [Theory]
    [InlineData("uncut")]
    [InlineData("fragments")]
    public void Pauli_strings_and_their_gradients_are_the_reference_vectors(string executor)
    {
        ReferenceSample sample = ReferenceSample.First("ladder8_su4", "su4");
        JsonElement answer = Ask(sample.Request($$"""{"paulis":{{sample.Numbers.GetProperty("paulis").GetRawText()}}}""", "cpauli"), executor, "auto");
        AssertNear(sample["expectations"], answer.GetProperty("outputs")[0]);
        AssertNear(sample["gradpauli_x"], answer.GetProperty("inputGradients")[0]);
        AssertNear(sample["gradpauli_w"], answer.GetProperty("weightGradients"));
    }

    [Fact]
    public void All_probabilities_are_the_reference_vectors()
    {
        ReferenceSample sample = ReferenceSample.First("ladder8_canonical", "canonical");
        AssertNear(sample["probs256"], Ask(sample.Request("""{"probabilities":true}""", null), "fragments", "table").GetProperty("outputs")[0]);
    }

    [Fact]
    public void Without_a_cotangent_there_are_no_gradients_and_the_plan_is_there()
    {
        JsonElement answer = Ask(ReferenceSample.First("ladder8", "crz").Request(Marginal, null), "fragments", "auto");
        Assert.Equal(["outputs", "plan", "seconds"], answer.EnumerateObject().Select(p => p.Name));
        Assert.Equal("golden", answer.GetProperty("plan").GetProperty("cuts")[0].GetProperty("variantSet").GetString());
    }

    [Fact]
    public void Weight_gradients_are_summed_over_the_samples()
    {
        ReferenceSample sample = ReferenceSample.First("ladder8_su4", "su4");
        JsonObject request = sample.Request(Marginal, "c");
        foreach (string name in (string[])["inputs", "cotangent"]) request[name]!.AsArray().Add(request[name]![0]!.DeepClone());
        JsonElement answer = Ask(request, "fragments", "auto");
        Assert.Equal(2, answer.GetProperty("outputs").GetArrayLength());
        AssertNear([.. sample["grad_w"].Select(w => 2 * w)], answer.GetProperty("weightGradients"));
    }

    [Fact]
    public void Numbers_have_17_significant_digits()
    {
        JsonElement answer = Ask(ReferenceSample.First("ladder8_su4", "su4").Request(Marginal, null), "uncut", "auto");
        foreach (JsonElement number in answer.GetProperty("outputs")[0].EnumerateArray())
            Assert.Equal(number.GetDouble().ToString("G17", CultureInfo.InvariantCulture), number.GetRawText());
    }

    [Fact]
    public void A_request_may_come_from_a_file_and_the_answer_is_a_table_for_people()
    {
        File.WriteAllText(_scratch.In("request.json"), ReferenceSample.First("ladder8", "crz").Request(Marginal, "c").ToJsonString());
        string answer = _scratch.QCluster("layer", "--request", "request.json").Succeeded().Output;
        foreach (string word in (string[])["Outputs", "00000", "11111", "Gradients by input", "w34"]) Assert.Contains(word, answer, StringComparison.Ordinal);
    }

    private JsonElement Ask(JsonObject request, string executor, string variants, params string[] more)
    {
        Finished finished = _scratch.QClusterReading(request.ToJsonString(), ["layer", "--request", "-", "--executor", executor, "--variants", variants, "--json", .. more]).Succeeded();
        Assert.Empty(finished.Error);
        using JsonDocument answer = JsonDocument.Parse(finished.Output);
        return answer.RootElement.Clone();
    }

    private static double Scale(double[] gradient) => Math.Max(1, gradient.Max(Math.Abs));

    private static void AssertNear(double[] expected, JsonElement actual, double tolerance = Tolerance)
    {
        Assert.Equal(expected.Length, actual.GetArrayLength());
        for (int i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - actual[i].GetDouble()) <= tolerance, $"Entry {i} is {actual[i]}, not {expected[i]:G17}.");
    }
}
