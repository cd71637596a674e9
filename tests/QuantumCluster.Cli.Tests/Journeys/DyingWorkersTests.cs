using QuantumCluster.Cli.Tests.Programs;

namespace QuantumCluster.Cli.Tests.Journeys;

/// <summary>Membership that never comes to rest: workers that die one after another, faster than each is removed.</summary>
public sealed class DyingWorkersTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task Workers_dying_one_after_another_do_not_bring_the_cluster_down()
    {
        string address = $"127.0.0.1:{FreePort.Next()}";
        using RunningProgram coordinator = _scratch.StartNode("--role", "coordinator", "--port", address.Split(':')[1]);
        await coordinator.UntilOutputHas("up at");
        RunningProgram[] workers = [.. Enumerable.Range(0, 4).Select(_ => _scratch.StartNode("--role", "worker", "--seed", address, "--devices", "1"))];
        foreach (RunningProgram worker in workers) await worker.UntilOutputHas("up");

        // Less than the five seconds that membership must rest before the dead are removed, so it does not rest in between.
        foreach (RunningProgram worker in workers[..3])
        {
            worker.Kill();
            await Task.Delay(TimeSpan.FromSeconds(4));
        }

        // A newcomer is let in only when the dead are out: the cluster has outlived them.
        using RunningProgram newcomer = _scratch.StartNode("--role", "worker", "--seed", address, "--devices", "1");
        await newcomer.UntilOutputHas("up");
        Assert.False(coordinator.HasEnded);
        Assert.False(workers[3].HasEnded);
        foreach (RunningProgram worker in workers) worker.Dispose();
    }
}
