using QuantumCluster.Cli.Tests.Programs;
using QuantumCluster.Cli.Tests.Train;

namespace QuantumCluster.Cli.Tests.Replay;

public sealed class ReplayTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void A_recorded_step_is_told_job_by_job_and_again_after_a_resume()
    {
        TinyRun.Train(_scratch, "run", "--record", "--epochs", "1");
        _scratch.QCluster("train", "--resume", "run", "--epochs", "2", "--record").Succeeded();
        string first = _scratch.QCluster("replay", "run", "--step", "2").Succeeded().Output, second = _scratch.QCluster("replay", "run", "--step", "5").Succeeded().Output;
        foreach (string word in (string[])["ledger-001.events", "the same effects as recorded", "Step 2, in epoch 1: forward run 0-3, backward run 0-4", "queued", "leased to node-", "done by node-"])
            Assert.Contains(word, first, StringComparison.Ordinal);
        Assert.Contains("ledger-002.events", second, StringComparison.Ordinal);
        Assert.DoesNotContain("ledger-001.events", second, StringComparison.Ordinal);

        _scratch.QCluster("replay", "run", "--step", "7").FailedWith(2, "--step", "7", "1 to 6");
        _scratch.QCluster("replay", "run", "--run", "0-999").FailedWith(2, "0-999");
        File.AppendAllText(_scratch.In("run/recording/ledger-002.events"), "\u0005half");
        Assert.Contains("ends within an event", _scratch.QCluster("replay", "run", "--step", "5").Succeeded().Output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_not_recorded_cannot_be_replayed()
    {
        Directory.CreateDirectory(_scratch.In("empty"));
        _scratch.QCluster("replay", "empty").FailedWith(2, "empty", "--record");
        _scratch.QCluster("replay").FailedWith(2, "replay");
        _scratch.QCluster(TinyRun.Arguments("run", "--record", "--cluster", "127.0.0.1:1")).FailedWith(2, "--record", "coordinator");
    }
}
