using QuantumCluster.Actors.Hosting;
using QuantumCluster.Actors.Ledger;
using QuantumCluster.Actors.Protocol;
using QuantumCluster.Actors.Settings;
using QuantumCluster.Circuits;
using QuantumCluster.Circuits.Numerics;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Cutting.Jobs;
using QuantumCluster.Cutting.Plans;
using static QuantumCluster.Actors.Tests.FaultyDevice;

namespace QuantumCluster.Actors.Tests.Hosting;

/// <summary>Counts are chance, and still the same bits whoever draws them: a job done twice, elsewhere or in other company draws the same shots.</summary>
public sealed class SampledRunTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly Granularity[] Granularities = [Granularity.Exact, new(1, 4), new(2, 7)];

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(4, false)]
    [InlineData(8, true)]
    public async Task Cluster_of_any_size_draws_the_shots_of_one_device(int nodes, bool onTheWire)
    {
        await using var cluster = EmbeddedCluster.Start(new EmbeddedClusterSettings { Nodes = nodes, DevicesPerNode = 1, SerializeMessages = onTheWire });
        foreach (Granularity granularity in Granularities)
            foreach (Precision precision in Enum.GetValues<Precision>())
                foreach (int samples in new[] { 1, 50 })
                    await new Model("su4", granularity, precision).RequireSameSampleAsync(cluster.Executor, samples, (ulong)samples).WaitAsync(Limit);
    }

    [Fact]
    public async Task Worker_that_is_lost_with_jobs_in_hand_changes_no_shot()
    {
        using var release = new CancellationTokenSource();
        var holds = new TaskCompletionSource();
        Mishap Hang()
        {
            holds.TrySetResult();
            return Mishap.Hang;
        }

        await using (var cluster = EmbeddedCluster.Start(With((n, _) => n == 0 ? Hang() : Mishap.None, new LedgerSettings { FirstLease = TimeSpan.FromHours(1), CopiesPerJob = 0 }, release.Token)))
        {
            // Both are there before there is work: one alone may have done all of it by the time the other comes.
            using var limit = new CancellationTokenSource(Limit);
            while ((await cluster.GetActivityAsync()).Nodes < 2) await Task.Delay(10, limit.Token);
            var model = new Model("su4", new Granularity(1, 2));
            Task runs = Task.WhenAll(Enumerable.Range(0, 8).Select(i => model.RequireSameSampleAsync(cluster.Executor, 20, (ulong)i)));
            await holds.Task.WaitAsync(Limit);
            cluster.System.Stop(cluster.Workers[0]);
            await release.CancelAsync(); // a worker is gone when its devices are, and listens to them no more
            await runs.WaitAsync(Limit);
            Assert.True((await cluster.GetActivityAsync()).JobsRequeued > 0);
        }
    }

    [Fact]
    public async Task Coordinator_that_starts_afresh_is_asked_for_the_same_shots_again()
    {
        await using var cluster = EmbeddedCluster.Start(new EmbeddedClusterSettings { Nodes = 2, DevicesPerNode = 2 });
        var model = new Model("su4", new Granularity(1, 2));
        Task runs = Task.WhenAll(Enumerable.Range(0, 12).Select(i => model.RequireSameSampleAsync(cluster.Executor, 20, (ulong)i)));
        // A message that cannot be handled stands for any bug: the actor loses all it knows.
        cluster.System.ActorSelection("/user/coordinator").Tell(new CoordinatorProtocol.OutcomesReported(new WorkerId("nobody", 1), default, 0));
        await runs.WaitAsync(Limit);
    }

    [Fact]
    public async Task Faults_now_and_then_change_no_shot()
    {
        await using var cluster = EmbeddedCluster.Start(With((_, random) => random.NextInt(6) switch
        {
            0 => Mishap.Throw,
            1 => Mishap.Fault,
            2 => Mishap.WrongLength,
            _ => Mishap.None,
        }, new LedgerSettings { MaxAttempts = 20, OffenceLimit = int.MaxValue }));
        var model = new Model("su4", new Granularity(1, 4));
        for (ulong seed = 0; seed < 4; seed++) await model.RequireSameSampleAsync(cluster.Executor, 16, seed).WaitAsync(Limit);
        Assert.True((await cluster.GetActivityAsync()).JobsRequeued > 0);
    }

    [Fact]
    public async Task Two_nodes_agree_on_every_count()
    {
        await using var cluster = EmbeddedCluster.Start(With((_, _) => Mishap.None, new LedgerSettings { Verify = 1 }));
        await new Model("su4", new Granularity(1, 4)).RequireSameSampleAsync(cluster.Executor, 16, 5).WaitAsync(Limit);
        ClusterActivity activity = await cluster.GetActivityAsync();
        Assert.True(activity.JobsVerified > 0);
        Assert.Equal(0, activity.JobsDisagreed);
    }

    [Fact]
    public async Task More_shots_than_a_device_takes_fail_the_run_with_the_devices_sentence()
    {
        await using var cluster = EmbeddedCluster.Start(new EmbeddedClusterSettings());
        var model = new Model("su4");
        var failure = await Assert.ThrowsAsync<ExecutionFailedException>(() => cluster.Executor.SampleAsync(model.Plan, model.Batch(1, 1), new ShotPlan(1_000_001, default)).WaitAsync(Limit));
        Assert.Contains("asks for 1000001 shots; device `five-qubit` takes 1 to 1000000 a job", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gradients_of_estimates_are_refused()
    {
        await using var cluster = EmbeddedCluster.Start(new EmbeddedClusterSettings());
        var model = new Model("su4");
        ForwardResult sampled = await cluster.Executor.SampleAsync(model.Plan, model.Batch(1, 1), new ShotPlan(10, default)).WaitAsync(Limit);
        var failure = await Assert.ThrowsAsync<ArgumentException>(() => cluster.Executor.BackwardAsync(model.Plan, model.Batch(1, 1), sampled, model.Cotangents(1, 1)));
        Assert.Contains("the adjoint's gradients need an exact one", failure.Message, StringComparison.Ordinal);
        Assert.Contains("asks for the shots of a forward pass", Assert.Throws<ArgumentException>(() => new RunJobs(model.Plan, model.Batch(1, 1), sampled.Measured, default, sampled.Shots)).Message, StringComparison.Ordinal);
    }

    private static EmbeddedClusterSettings With(Func<int, KeyedRandom, Mishap> mishap, LedgerSettings ledger, CancellationToken release = default) => new()
    {
        Nodes = 2,
        DevicesPerNode = 2,
        Coordinator = new CoordinatorSettings { Ledger = ledger },
        Device = (n, d) => new FaultyDevice((random, _) => mishap(n, random), new Seed((ulong)(n * 64 + d)), release),
    };
}
