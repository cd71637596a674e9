using System.Text.Json;
using QuantumCluster.Cli.Tests.Programs;

namespace QuantumCluster.Cli.Tests.Layer;

public sealed class ShotsTests : IDisposable
{
    private const string Marginal = """{"marginal":[3,4,5,6,7]}""";
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void A_seed_gives_one_estimate_on_any_executor_and_it_is_near_the_reference()
    {
        ReferenceSample sample = ReferenceSample.First("ladder8_su4", "su4");
        JsonElement here = Ask(sample, "--shots", "1000000", "--seed", "18446744073709551615");
        string outputs = here.GetProperty("outputs").GetRawText();
        Assert.Equal(outputs, Ask(sample, "--shots", "1000000", "--seed", "18446744073709551615", "--executor", "cluster", "--nodes", "3").GetProperty("outputs").GetRawText());
        Assert.Equal((1_000_000, ulong.MaxValue), (here.GetProperty("shots").GetProperty("perVariant").GetInt32(), here.GetProperty("shots").GetProperty("seed").GetUInt64()));
        RequireNear(sample["marginal32"], here, 0.01);
        RequireNear(sample["marginal32"], Ask(sample, "--shots", "1000000", "--executor", "uncut"), 0.0025); // five standard deviations of a fair coin
    }

    [Fact]
    public void The_page_says_what_the_numbers_are()
    {
        string page = _scratch.QClusterReading(Request(null), "layer", "--request", "-", "--shots", "20").Succeeded().Output;
        Assert.Contains("Estimates from 20 shots of every variant, seed 1: unbiased, so a probability may come out slightly negative.", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--shots", "0", "--shots is \"0\"", "1 to 1000000")]
    [InlineData("--shots", "1000001", "--shots is \"1000001\"", "1 to 1000000")]
    [InlineData("--seed", "3", "--seed is 3", "add --shots N")]
    [InlineData("--seed", "-3", "--seed is \"-3\"", "0 to 18446744073709551615")]
    public void Shots_and_seeds_that_cannot_be_are_refused_by_their_value(string option, string value, params string[] words) =>
        _scratch.QClusterReading(Request(null), "layer", "--request", "-", option, value).FailedWith(2, words);

    [Fact]
    public void Shots_and_gradients_at_once_are_refused() =>
        _scratch.QClusterReading(Request("c"), "layer", "--request", "-", "--shots", "100", "--json").FailedWith(2, "--shots is 100", "\"cotangent\"", "gradients are exact only");

    private static string Request(string? cotangent) => ReferenceSample.First("ladder8", "crz").Request(Marginal, cotangent).ToJsonString();

    private JsonElement Ask(ReferenceSample sample, params string[] options)
    {
        using JsonDocument answer = JsonDocument.Parse(_scratch.QClusterReading(sample.Request(Marginal, null).ToJsonString(), ["layer", "--request", "-", "--json", .. options]).Succeeded().Output);
        return answer.RootElement.Clone();
    }

    private static void RequireNear(double[] expected, JsonElement answer, double tolerance)
    {
        JsonElement outputs = answer.GetProperty("outputs")[0];
        Assert.Equal(expected.Length, outputs.GetArrayLength());
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], outputs[i].GetDouble(), tolerance);
    }
}
