using System.Text.Json;
using QuantumCluster.Cli.Tests.Programs;

namespace QuantumCluster.Cli.Tests.Journeys;

/// <summary>A cluster whose workers have different devices.</summary>
public sealed class MixedClusterTests : IDisposable
{
    private static readonly string Request = $$"""
        {"qubits":8, "layers":1, "kernel":"crz", "readout":{"marginal":[3,4,5,6,7]}, "inputs":[[{{Numbers(8)}}]], "weights":[{{Numbers(35)}}]}
        """;

    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task A_plan_finds_the_devices_it_is_bound_to_and_says_when_others_stood_in()
    {
        string address = $"127.0.0.1:{FreePort.Next()}", impatient = _scratch.In("impatient.conf");
        File.WriteAllText(impatient, "quantum-cluster.coordinator { substitute-after = 100ms, starvation-limit = 1s }");
        using RunningProgram coordinator = _scratch.StartNode("--role", "coordinator", "--port", address.Split(':')[1], "--config", impatient);
        await coordinator.UntilOutputHas("up at");
        using RunningProgram ideal = _scratch.StartNode("--role", "worker", "--seed", address), noisy = _scratch.StartNode("--role", "worker", "--seed", address, "--profile", "noisy");
        await ideal.UntilOutputHas("2 devices, coordinator");
        await noisy.UntilOutputHas("2 devices (noisy), coordinator");

        string[] there = ["--executor", "cluster", "--cluster", address];
        Assert.Equal(Outputs(), Outputs(there));
        Assert.Equal(Outputs("--profile", "noisy"), Outputs(["--profile", "noisy", .. there]));
        Assert.NotEqual(Outputs(), Outputs("--profile", "noisy"));

        JsonElement forecast = Json("plan", "--json", "--cluster", address, "--shots", "10").GetProperty("forecast");
        Assert.Equal(["ideal 2", "noisy 2"], forecast.GetProperty("fleet").EnumerateArray().Select(g => $"{g.GetProperty("profile")} {g.GetProperty("devices")}"));

        Finished gone = _scratch.QClusterReading(Request, ["layer", "--request", "-", "--shots", "100", "--profile", "slow", .. there]);
        gone.FailedWith(1, "no worker has had devices of class slow", "noisy (", "--allow-substitution");
        JsonElement stoodIn = Answer(["--profile", "slow", "--allow-substitution", .. there]);
        Assert.Equal(2, stoodIn.GetProperty("substituted").EnumerateArray().Sum(s => s.GetProperty("jobs").GetInt32()));
        Assert.False(Answer(there).TryGetProperty("substituted", out _));
    }

    private static string Numbers(int count) => string.Join(',', Enumerable.Range(1, count).Select(i => FormattableString.Invariant($"{0.1 * i % 1.3:0.00}")));

    private string Outputs(params string[] more) => Answer(more).GetProperty("outputs").GetRawText();

    private JsonElement Answer(string[] more)
    {
        using JsonDocument answer = JsonDocument.Parse(_scratch.QClusterReading(Request, ["layer", "--request", "-", "--shots", "100", "--json", .. more]).Succeeded().Output);
        return answer.RootElement.Clone();
    }

    private JsonElement Json(params string[] arguments)
    {
        using JsonDocument answer = JsonDocument.Parse(_scratch.QCluster(arguments).Succeeded().Output);
        return answer.RootElement.Clone();
    }
}
