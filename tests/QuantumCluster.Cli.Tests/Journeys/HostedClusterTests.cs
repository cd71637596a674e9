using QuantumCluster.Cli.Tests.Programs;
using QuantumCluster.Cli.Tests.Train;

namespace QuantumCluster.Cli.Tests.Journeys;

/// <summary>A training that is its own coordinator, for a worker in another process.</summary>
public sealed class HostedClusterTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Training_that_listens_for_workers_gives_the_losses_of_the_embedded_one()
    {
        string embedded = TinyRun.Train(_scratch, "embedded", "--epochs", "1");
        int port = FreePort.Next();
        using RunningProgram worker = _scratch.StartNode("--role", "worker", "--seed", $"127.0.0.1:{port}", "--devices", "2"); // waits for its coordinator
        _scratch.QCluster(TinyRun.Arguments("hosted", "--epochs", "1", "--listen", $"{port}")).Succeeded();
        LossCurve.AssertEqual(embedded, _scratch.In("hosted"));
    }

    [Fact]
    public void Training_without_workers_says_how_to_start_one()
    {
        int port = FreePort.Next();
        _scratch.QCluster(TinyRun.Arguments("alone", "--listen", $"{port}", "--join-timeout", "1")).FailedWith(1, "0 of 1 workers", $"--seed 127.0.0.1:{port}");
    }
}
