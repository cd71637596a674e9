using System.Text.Json;
using QuantumCluster.Cli.Tests.Programs;
using QuantumCluster.Cli.Tests.Train;

namespace QuantumCluster.Cli.Tests.Journeys;

/// <summary>A running cluster, busy with a training, looked at and managed from outside.</summary>
public sealed class ManagedClusterTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task Worker_is_drained_and_leaves_under_load_and_no_job_is_granted_again()
    {
        string address = $"127.0.0.1:{FreePort.Next()}";
        using RunningProgram coordinator = _scratch.StartNode("--role", "coordinator", "--port", address.Split(':')[1]);
        await coordinator.UntilOutputHas("up at");
        using RunningProgram first = _scratch.StartNode("--role", "worker", "--seed", address);
        using RunningProgram second = _scratch.StartNode("--role", "worker", "--seed", address, "--devices", "1");
        await first.UntilOutputHas("up at");
        await second.UntilOutputHas("up at");
        string leaver = first.Output.Split("up at ")[1].Split(',')[0];

        using RunningProgram training = _scratch.StartQCluster(TinyRun.Arguments("managed", "--epochs", "400", "--cluster", address));
        await training.UntilOutputHas("epoch 1/");

        JsonElement status = Json("status", "--json", "--cluster", address);
        Assert.Equal(["coordinator", "worker", "worker", "trainer"], status.GetProperty("members").EnumerateArray().Select(m => m.GetProperty("role").GetString()));
        JsonElement seat = status.GetProperty("seat");
        Assert.Equal((address, 2, 3), (seat.GetProperty("node").GetString(), seat.GetProperty("workers").GetInt32(), seat.GetProperty("devices").GetInt32()));
        Assert.True(seat.GetProperty("jobsDone").GetInt64() > 0);

        Finished unknown = _scratch.QCluster("drain", "127.0.0.1:1", "--cluster", address);
        unknown.FailedWith(2, "127.0.0.1:1", leaver, address);
        Assert.Contains("is drained", _scratch.QCluster("drain", leaver, "--cluster", address).Succeeded().Output, StringComparison.Ordinal);
        JsonElement[] workers = [.. Json("devices", "--json", "--cluster", leaver).GetProperty("workers").EnumerateArray()]; // any node answers
        Assert.Equal(2, workers.Length);
        JsonElement drained = workers.Single(w => w.GetProperty("node").GetString() == leaver);
        Assert.Equal(("drained", 0, 2), (drained.GetProperty("state").GetString(), drained.GetProperty("jobsInHand").GetInt32(), drained.GetProperty("devices").GetArrayLength()));
        Assert.True(drained.GetProperty("devices")[0].GetProperty("jobsDone").GetInt64() > 0);
        Assert.True(drained.GetProperty("devices")[0].GetProperty("meanServiceSeconds").GetDouble() > 0);
        Assert.False(first.HasEnded);

        Assert.Contains("has left", _scratch.QCluster("leave", leaver, "--cluster", address).Succeeded().Output, StringComparison.Ordinal);
        Assert.Equal(0, first.Wait().ExitCode);
        Assert.False(training.HasEnded);
        string page = _scratch.QCluster("status", "--cluster", address).Succeeded().Output;
        Assert.DoesNotContain(leaver, page, StringComparison.Ordinal);
        foreach (string word in (string[])["holds the seat", "0 retried", "on 1 worker"]) Assert.Contains(word, page, StringComparison.Ordinal);
        Assert.Empty(coordinator.Error);
        training.AskToEnd();
    }

    [Fact]
    public void Where_no_cluster_is_every_command_says_so()
    {
        string nowhere = $"127.0.0.1:{FreePort.Next()}";
        _scratch.QCluster("status", "--cluster", nowhere).FailedWith(1, nowhere, "(Connection refused)", "qcluster node");
        _scratch.QCluster("leave", "127.0.0.1:1", "--cluster", nowhere).FailedWith(1, nowhere);
    }

    private JsonElement Json(params string[] arguments) => JsonDocument.Parse(_scratch.QCluster(arguments).Succeeded().Output).RootElement;
}
