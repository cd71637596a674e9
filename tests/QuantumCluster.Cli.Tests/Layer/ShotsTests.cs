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
        Assert.Contains("Estimates from 20 shots of every variant, 60 a sample, seed 1: unbiased for what the devices do, so a probability may come out slightly negative.", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_budget_is_used_up_and_the_intervals_hold_most_of_the_truth_on_any_executor()
    {
        ReferenceSample sample = ReferenceSample.First("ladder8_su4", "su4");
        string[] options = ["--budget", "20000", "--variants", "table", "--least-squares", "--mitigate", "per-qubit", "--seed", "5"];
        JsonElement here = Ask(sample, options), there = Ask(sample, [.. options, "--executor", "cluster", "--nodes", "2"]);
        foreach (string field in new[] { "outputs", "standardErrors", "intervals95", "shots" }) Assert.Equal(here.GetProperty(field).GetRawText(), there.GetProperty(field).GetRawText());

        JsonElement shots = here.GetProperty("shots");
        Assert.Equal((20_000, 40_000), (shots.GetProperty("perSample").GetInt32(), shots.GetProperty("calibration").GetInt32()));
        Assert.Equal(20_000, shots.GetProperty("fragments").EnumerateArray().Sum(f => f.EnumerateArray().Sum(n => n.GetInt32())));
        double[] truth = sample["marginal32"];
        JsonElement[] intervals = [.. here.GetProperty("intervals95")[0].EnumerateArray()];
        Assert.InRange(truth.Where((p, i) => intervals[i][0].GetDouble() <= p && p <= intervals[i][1].GetDouble()).Count(), 26, 32); // 30.4 on average, dependent
    }

    [Fact]
    public void A_projection_is_a_distribution_and_the_page_shows_error_and_shots()
    {
        JsonElement answer = Ask(ReferenceSample.First("ladder8", "crz"), "--budget", "300", "--project", "--allocation", "weight");
        double[] outputs = [.. answer.GetProperty("outputs")[0].EnumerateArray().Select(n => n.GetDouble())];
        Assert.All(outputs, p => Assert.True(p >= 0));
        Assert.Equal(1, outputs.Sum(), 1e-12);

        string page = _scratch.QClusterReading(Request(null), "layer", "--request", "-", "--budget", "300", "--profile", "noisy", "--mitigate", "full").Succeeded().Output;
        Assert.Contains("estimate ± error", page, StringComparison.Ordinal);
        Assert.Contains("Estimates from 300 shots a sample, shared out by what each variant adds to the error, in two rounds, seed 1", page, StringComparison.Ordinal);
        Assert.Contains("Shots of each variant: fragment 0: ", page, StringComparison.Ordinal);
        Assert.Contains("calibrated with 340,000 further shots", page, StringComparison.Ordinal); // 2 + 32 states
    }

    [Theory]
    [InlineData("--budget 5", "5 shots, and two rounds of 3 variants need 6")]
    [InlineData("--shots 10 --budget 100", "--shots is 10 and --budget is 100")]
    [InlineData("--shots 10 --allocation weight", "--allocation is weight", "--budget N")]
    [InlineData("--project", "--project is given", "--shots N or --budget N")]
    [InlineData("--budget 100 --allocation best", "--allocation is \"best\"", "uniform, weight, variance")]
    [InlineData("--budget 100 --calibration-shots 7", "--calibration-shots is 7", "--mitigate per-qubit")]
    [InlineData("--profile quiet", "--profile is quiet", "superconducting")]
    [InlineData("--profile noisy --executor uncut", "--profile is noisy", "uncut is ideal")]
    public void Options_that_do_not_go_together_are_refused(string options, params string[] words) =>
        _scratch.QClusterReading(Request(null), ["layer", "--request", "-", .. options.Split(' ')]).FailedWith(2, words);

    [Theory]
    [InlineData("--shots", "0", "--shots is \"0\"", "1 to 1000000")]
    [InlineData("--shots", "1000001", "--shots is \"1000001\"", "1 to 1000000")]
    [InlineData("--seed", "3", "--seed is 3", "add --shots N")]
    [InlineData("--seed", "-3", "--seed is \"-3\"", "0 to 18446744073709551615")]
    public void Shots_and_seeds_that_cannot_be_are_refused_by_their_value(string option, string value, params string[] words) =>
        _scratch.QClusterReading(Request(null), "layer", "--request", "-", option, value).FailedWith(2, words);

    [Fact]
    public void Gradients_from_shots_are_as_far_from_the_reference_as_their_errors_say_on_any_executor()
    {
        ReferenceSample sample = ReferenceSample.First("ladder8_su4", "su4");
        string[] options = ["--shots", "20000", "--seed", "6"];
        JsonElement here = Ask(sample, "c", options), there = Ask(sample, "c", [.. options, "--executor", "cluster", "--nodes", "2"]);
        foreach (string field in new[] { "inputGradients", "inputGradientErrors", "weightGradients", "weightGradientErrors" }) Assert.Equal(here.GetProperty(field).GetRawText(), there.GetProperty(field).GetRawText());
        double[] deviations = [.. Deviations(sample["grad_x"], here.GetProperty("inputGradients")[0], here.GetProperty("inputGradientErrors")[0]),
            .. Deviations(sample["grad_w"], here.GetProperty("weightGradients"), here.GetProperty("weightGradientErrors"))];
        Assert.All(deviations, d => Assert.InRange(Math.Abs(d), 0, 5));
        Assert.InRange(deviations.Average(d => d * d), 0.5, 1.7); // 85 of them, dependent
        Assert.Contains("±", _scratch.QClusterReading(sample.Request(Marginal, "c").ToJsonString(), ["layer", "--request", "-", .. options]).Succeeded().Output.Split("Gradients by weight")[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Gradients_of_noisy_devices_are_shifted_and_smaller_than_the_ideal_ones()
    {
        ReferenceSample sample = ReferenceSample.First("ladder8_su4", "su4");
        double Size(params string[] options) => Ask(sample, "c", options).GetProperty("weightGradients").EnumerateArray().Sum(g => g.GetDouble() * g.GetDouble());
        Assert.InRange(Size("--profile", "noisy") / Size(), 0.05, 0.9);
    }

    [Theory]
    [InlineData("--shots 1", "--shots is 1", "at least 2")]
    [InlineData("--budget 1000", "--budget is 1000", "plain frequencies")]
    [InlineData("--shots 100 --project", "--shots is 100", "plain frequencies")]
    [InlineData("--shots 100 --mitigate full", "--shots is 100", "plain frequencies")]
    public void Gradients_from_anything_but_plain_shots_are_refused(string options, params string[] words) =>
        _scratch.QClusterReading(Request("c"), ["layer", "--request", "-", .. options.Split(' ')]).FailedWith(2, ["\"cotangent\"", .. words]);

    private static string Request(string? cotangent) => ReferenceSample.First("ladder8", "crz").Request(Marginal, cotangent).ToJsonString();

    private static IEnumerable<double> Deviations(double[] truth, JsonElement gradients, JsonElement errors) =>
        truth.Select((g, i) => (gradients[i].GetDouble() - g) / errors[i].GetDouble());

    private JsonElement Ask(ReferenceSample sample, params string[] options) => Ask(sample, null, options);

    private JsonElement Ask(ReferenceSample sample, string? cotangent, string[] options)
    {
        using JsonDocument answer = JsonDocument.Parse(_scratch.QClusterReading(sample.Request(Marginal, cotangent).ToJsonString(), ["layer", "--request", "-", "--json", .. options]).Succeeded().Output);
        return answer.RootElement.Clone();
    }

    private static void RequireNear(double[] expected, JsonElement answer, double tolerance)
    {
        JsonElement outputs = answer.GetProperty("outputs")[0];
        Assert.Equal(expected.Length, outputs.GetArrayLength());
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], outputs[i].GetDouble(), tolerance);
    }
}
