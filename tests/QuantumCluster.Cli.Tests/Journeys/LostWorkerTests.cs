using System.Text.Json;
using QuantumCluster.Cli.Tests.Programs;
using QuantumCluster.Cli.Tests.Train;

namespace QuantumCluster.Cli.Tests.Journeys;

/// <summary>The whole journey, with real processes: a coordinator, two workers, a training, and one worker killed on the way.</summary>
public sealed class LostWorkerTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task A_worker_killed_in_the_middle_does_not_change_the_losses_by_a_digit()
    {
        string embedded = TinyRun.Train(_scratch, "embedded", "--epochs", "6");

        string address = $"127.0.0.1:{FreePort.Next()}";
        using RunningProgram coordinator = _scratch.StartNode("--role", "coordinator", "--port", address.Split(':')[1], "--record", "recorded");
        await coordinator.UntilOutputHas("up at");
        using RunningProgram doomed = _scratch.StartNode("--role", "worker", "--seed", address, "--devices", "2");
        using RunningProgram survivor = _scratch.StartQCluster("node", "--role", "worker", "--seed", address, "--devices", "2");
        await doomed.UntilOutputHas("up");
        await survivor.UntilOutputHas("up");

        using RunningProgram training = _scratch.StartQCluster(TinyRun.Arguments("joined", "--epochs", "6", "--cluster", address));
        await training.UntilOutputHas("epoch 2/6  step 1/3");
        Assert.False(training.HasEnded);
        doomed.Kill();
        training.Wait().Succeeded();

        Assert.False(survivor.HasEnded);
        LossCurve.AssertEqual(embedded, _scratch.In("joined"));

        AssertReplays();
        survivor.AskToEnd();
        Assert.Equal(0, survivor.Wait().ExitCode);
        coordinator.AskToEnd();
        Assert.Equal(0, coordinator.Wait().ExitCode);
    }

    /// <summary>In a process of its own, whose hash codes are others.</summary>
    private void AssertReplays()
    {
        Finished replay = _scratch.QCluster("replay", "recorded", "--json").Succeeded();
        using JsonDocument document = JsonDocument.Parse(replay.Output);
        Assert.True(document.RootElement.GetProperty("asRecorded").GetBoolean());
        JsonElement[] jobs = [.. document.RootElement.GetProperty("recordings")[0].GetProperty("jobs").EnumerateArray()];
        Assert.True(jobs.Length > 6 * 6);
        Assert.All(jobs, job => Assert.Contains(job.GetProperty("story").EnumerateArray(), moment => moment.GetProperty("turn").GetString() == "done"));
    }
}
