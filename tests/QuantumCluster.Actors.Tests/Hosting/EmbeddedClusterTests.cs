using Akka.Actor;
using QuantumCluster.Actors.Hosting;
using QuantumCluster.Actors.Ledger;
using QuantumCluster.Actors.Protocol;
using QuantumCluster.Actors.Settings;
using QuantumCluster.Circuits;
using QuantumCluster.Circuits.Numerics;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Cutting.Plans;
using static QuantumCluster.Actors.Tests.FaultyDevice;

namespace QuantumCluster.Actors.Tests.Hosting;

public sealed class EmbeddedClusterTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private readonly CancellationTokenSource _release = new();

    public void Dispose()
    {
        _release.Cancel();
        _release.Dispose();
    }

    [Theory]
    [InlineData(1, 1, false)]
    [InlineData(2, 2, false)]
    [InlineData(4, 1, true)]
    public async Task Cluster_of_any_size_gives_the_bits_of_one_device(int nodes, int devices, bool onTheWire)
    {
        await using var cluster = EmbeddedCluster.Start(new EmbeddedClusterSettings { Nodes = nodes, DevicesPerNode = devices, SerializeMessages = onTheWire });
        foreach (Granularity granularity in new[] { Granularity.Exact, new Granularity(1, 4), new Granularity(2, 7) })
            foreach (int samples in new[] { 1, 16, 50 })
                await new Model("su4", granularity).RequireSameBitsAsync(cluster.Executor, samples, (ulong)samples).WaitAsync(Limit);
        ClusterActivity activity = await cluster.GetActivityAsync();
        Assert.Equal((nodes, nodes * devices, 0, 0L), (activity.Nodes, activity.Devices, activity.Runs, activity.JobsRequeued));
    }

    [Fact]
    public async Task Float_and_double_side_by_side_have_the_bits_that_each_has_on_one_device()
    {
        await using var cluster = EmbeddedCluster.Start(new EmbeddedClusterSettings { Nodes = 2, DevicesPerNode = 2, SerializeMessages = true });
        foreach (Granularity granularity in new[] { Granularity.Exact, new Granularity(1, 4), new Granularity(2, 7) })
            await Task.WhenAll(Enum.GetValues<Precision>().Select(p => new Model("su4", granularity, p).RequireSameBitsAsync(cluster.Executor, 37, 3))).WaitAsync(Limit);
    }

    [Fact]
    public async Task Runs_of_many_callers_do_not_mix()
    {
        await using var cluster = EmbeddedCluster.Start(new EmbeddedClusterSettings { Nodes = 2, DevicesPerNode = 2 });
        var model = new Model("su4", new Granularity(1, 4));
        await Task.WhenAll(Enumerable.Range(0, 24).Select(i => model.RequireSameBitsAsync(cluster.Executor, 1 + i % 5, (ulong)i))).WaitAsync(Limit);
    }

    [Fact]
    public async Task Stopping_a_worker_in_the_middle_changes_no_bit()
    {
        await using var cluster = EmbeddedCluster.Start(new EmbeddedClusterSettings { Nodes = 3, DevicesPerNode = 1 });
        var model = new Model("su4", new Granularity(1, 2));
        Task runs = Task.WhenAll(Enumerable.Range(0, 16).Select(i => model.RequireSameBitsAsync(cluster.Executor, 20, (ulong)i)));
        cluster.System.Stop(cluster.Workers[1]);
        await runs.WaitAsync(Limit);
        await UntilNodesAsync(cluster, 2).WaitAsync(Limit);
    }

    [Fact]
    public async Task Hung_device_loses_its_leases_and_the_run_goes_on()
    {
        await using var cluster = EmbeddedCluster.Start(With((n, _) => n == 0 ? Mishap.Hang : Mishap.None, new LedgerSettings { FirstLease = TimeSpan.FromMilliseconds(500), CopiesPerJob = 0 }));
        await UntilNodesAsync(cluster, 2).WaitAsync(Limit); // the hung one would get nothing if it came too late
        await new Model("su4").RequireSameBitsAsync(cluster.Executor, 16, 7).WaitAsync(Limit);
        Assert.True((await cluster.GetActivityAsync()).JobsRequeued > 0);
        await _release.CancelAsync();
    }

    [Fact]
    public async Task Jobs_of_a_hung_device_are_done_elsewhere_long_before_their_leases_end()
    {
        await using var cluster = EmbeddedCluster.Start(With((n, _) => n == 0 ? Mishap.Hang : Mishap.None, new LedgerSettings { FirstLease = TimeSpan.FromHours(1), LeaseFloor = TimeSpan.FromHours(1) }));
        await UntilNodesAsync(cluster, 2).WaitAsync(Limit); // what is usual can only be told once somebody has answered
        await new Model("su4").RequireSameBitsAsync(cluster.Executor, 16, 7).WaitAsync(Limit);
        ClusterActivity activity = await cluster.GetActivityAsync();
        Assert.True(activity.JobsSpeculated > 0);
        Assert.Equal(0, activity.JobsRequeued);
        await _release.CancelAsync();
    }

    [Fact]
    public async Task Faults_now_and_then_change_no_bit()
    {
        await using var cluster = EmbeddedCluster.Start(With((_, random) => random.NextInt(6) switch
        {
            0 => Mishap.Throw,
            1 => Mishap.Fault,
            2 => Mishap.WrongLength,
            _ => Mishap.None,
        }, new LedgerSettings { MaxAttempts = 20, OffenceLimit = int.MaxValue }));
        var model = new Model("su4", new Granularity(1, 4));
        for (ulong seed = 0; seed < 6; seed++) await model.RequireSameBitsAsync(cluster.Executor, 16, seed).WaitAsync(Limit);
        Assert.True((await cluster.GetActivityAsync()).JobsRequeued > 0);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Node_that_lies_changes_no_bit_when_every_job_is_verified(bool always)
    {
        await using var cluster = EmbeddedCluster.Start(With((n, random) => n == 1 && (always || random.NextInt(5) == 0) ? Mishap.Lie : Mishap.None,
            new LedgerSettings { Verify = 1 }) with { Nodes = 3 });
        await UntilNodesAsync(cluster, 3).WaitAsync(Limit);
        var model = new Model("su4", new Granularity(1, 2));
        for (ulong seed = 0; seed < 3; seed++) await model.RequireSameBitsAsync(cluster.Executor, 16, seed).WaitAsync(Limit);
        ClusterActivity activity = await cluster.GetActivityAsync();
        Assert.Equal((1, 0L), (activity.NodesQuarantined, activity.OutcomesDoubtful));
        Assert.Equal(activity.JobsDone, activity.JobsVerified);
        Assert.True(activity.JobsDisagreed > 0);
    }

    [Fact]
    public async Task Device_that_always_faults_fails_the_run_with_the_jobs_story()
    {
        await using var cluster = EmbeddedCluster.Start(With((_, _) => Mishap.Throw, new LedgerSettings { MaxAttempts = 3 }));
        var failure = await Assert.ThrowsAsync<ExecutionFailedException>(() => new Model("su4").RunAsync(cluster.Executor, 4, 1).WaitAsync(Limit));
        Assert.Contains("leased to node-", failure.Message);
        Assert.Equal(3, failure.Message.Split("the device burnt out").Length - 1);
    }

    [Fact]
    public async Task Refused_job_fails_the_run_at_once_with_its_reason()
    {
        await using var cluster = EmbeddedCluster.Start(With((_, _) => Mishap.Refuse, new LedgerSettings()));
        var failure = await Assert.ThrowsAsync<ExecutionFailedException>(() => new Model("su4").RunAsync(cluster.Executor, 4, 1).WaitAsync(Limit));
        Assert.Contains("too wide", failure.Message);
    }

    [Fact]
    public async Task Run_that_no_worker_takes_fails_instead_of_hanging()
    {
        await using var cluster = EmbeddedCluster.Start(With((_, _) => Mishap.None, new LedgerSettings { StarvationLimit = TimeSpan.FromMilliseconds(300) }));
        foreach (IActorRef worker in cluster.Workers) await worker.GracefulStop(Limit);
        var failure = await Assert.ThrowsAsync<ExecutionFailedException>(() => new Model("su4").RunAsync(cluster.Executor, 4, 1).WaitAsync(Limit));
        Assert.Contains("no worker has had noiseless devices with at least 4 qubits for 0 s (there are none)", failure.Message);
    }

    [Fact]
    public async Task Cancelled_call_ends_and_leaves_nothing_behind()
    {
        await using var cluster = EmbeddedCluster.Start(With((_, _) => Mishap.Hang, new LedgerSettings()));
        var model = new Model("su4");
        using var cancellation = new CancellationTokenSource();
        Task<ForwardResult> call = cluster.Executor.ForwardAsync(model.Plan, model.Batch(4, 1), cancellation.Token);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.WaitAsync(Limit));
        while ((await cluster.GetActivityAsync()).Runs > 0) await Task.Yield();
        await _release.CancelAsync();
    }

    [Fact]
    public async Task Coordinator_that_starts_afresh_is_given_its_workers_and_runs_again()
    {
        await using var cluster = EmbeddedCluster.Start(new EmbeddedClusterSettings { Nodes = 2, DevicesPerNode = 2 });
        var model = new Model("su4", new Granularity(1, 2));
        Task runs = Task.WhenAll(Enumerable.Range(0, 12).Select(i => model.RequireSameBitsAsync(cluster.Executor, 20, (ulong)i)));
        // A message that cannot be handled stands for any bug: the actor loses all it knows.
        cluster.System.ActorSelection("/user/coordinator").Tell(new CoordinatorProtocol.OutcomesReported(new WorkerId("nobody", 1), default, 0));
        await runs.WaitAsync(Limit);
        await UntilNodesAsync(cluster, 2).WaitAsync(Limit);
    }

    [Fact]
    public async Task Call_after_the_session_is_closed_fails_instead_of_hanging()
    {
        var cluster = EmbeddedCluster.Start(new EmbeddedClusterSettings());
        await cluster.DisposeAsync();
        var model = new Model("su4");
        var failure = await Assert.ThrowsAsync<ExecutionFailedException>(() => cluster.Executor.ForwardAsync(model.Plan, model.Batch(1, 1)).WaitAsync(Limit));
        Assert.Contains("its cluster session is closed", failure.Message);
    }

    [Fact]
    public void Settings_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentException>(() => EmbeddedCluster.Start(new EmbeddedClusterSettings { Nodes = 0 }));
        Assert.Throws<ArgumentException>(() => EmbeddedCluster.Start(new EmbeddedClusterSettings { DevicesPerNode = 65 }));
    }

    /// <summary>Losses and registrations are noticed in their own time.</summary>
    private static async Task UntilNodesAsync(EmbeddedCluster cluster, int nodes)
    {
        while ((await cluster.GetActivityAsync()).Nodes != nodes) await Task.Yield();
    }

    private EmbeddedClusterSettings With(Func<int, KeyedRandom, Mishap> mishap, LedgerSettings ledger) => new()
    {
        Nodes = 2,
        DevicesPerNode = 2,
        Coordinator = new CoordinatorSettings { Ledger = ledger },
        Device = (n, d) => new FaultyDevice((random, _) => mishap(n, random), new Seed((ulong)(n * 64 + d)), _release.Token),
    };
}
