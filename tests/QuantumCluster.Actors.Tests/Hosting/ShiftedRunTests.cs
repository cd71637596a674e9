using QuantumCluster.Actors.Hosting;
using QuantumCluster.Actors.Ledger;
using QuantumCluster.Actors.Settings;
using QuantumCluster.Circuits;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Cutting.Plans;
using static QuantumCluster.Actors.Tests.FaultyDevice;

namespace QuantumCluster.Actors.Tests.Hosting;

/// <summary>Gradients by parameter shift on a cluster: a job done twice, elsewhere or in other company shifts, draws and sums alike.</summary>
public sealed class ShiftedRunTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(5, true)]
    public async Task Cluster_of_any_size_gives_the_gradients_of_one_device(int nodes, bool onTheWire)
    {
        await using var cluster = EmbeddedCluster.Start(new EmbeddedClusterSettings { Nodes = nodes, DevicesPerNode = 1, SerializeMessages = onTheWire });
        foreach (Granularity granularity in new[] { Granularity.Exact, new(1, 3) })
            foreach (int samples in new[] { 1, 21 }) await new Model("su4", granularity).RequireSameShiftAsync(cluster.Executor, samples, (ulong)samples).WaitAsync(Limit);
    }

    [Fact]
    public async Task Exact_shifts_on_a_cluster_are_those_of_one_device()
    {
        await using var cluster = EmbeddedCluster.Start(new EmbeddedClusterSettings { Nodes = 2, SerializeMessages = true });
        var model = new Model("canonical");
        Batch batch = model.Batch(9, 1);
        var forward = (await model.RunHereAsync(9, 1)).Forward;
        LayerGradients adjoint = (await model.RunHereAsync(9, 1)).Gradients;
        LayerGradients shifted = await cluster.Executor.ShiftAsync(model.Plan, batch, forward, model.Cotangents(9, 1), ShiftPlan.Exact).WaitAsync(Limit);
        for (int i = 0; i < adjoint.Inputs.Length; i++) Assert.Equal(adjoint.Inputs[i], shifted.Inputs[i], 1e-9);
        for (int i = 0; i < adjoint.Weights.Length; i++) Assert.Equal(adjoint.Weights[i], shifted.Weights[i], 1e-9);
        Assert.Null(shifted.Variances);
    }

    [Fact]
    public async Task Faults_now_and_then_change_no_gradient()
    {
        await using var cluster = EmbeddedCluster.Start(With(random => random.NextInt(5) switch
        {
            0 => Mishap.Throw,
            1 => Mishap.Fault,
            2 => Mishap.WrongLength,
            _ => Mishap.None,
        }, new LedgerSettings { MaxAttempts = 30, OffenceLimit = int.MaxValue }));
        for (ulong seed = 0; seed < 3; seed++) await new Model("crz").RequireSameShiftAsync(cluster.Executor, 24, seed).WaitAsync(Limit);
        Assert.True((await cluster.GetActivityAsync()).JobsRequeued > 0);
    }

    [Fact]
    public async Task Two_nodes_agree_on_every_gradient_and_variance()
    {
        await using var cluster = EmbeddedCluster.Start(With(_ => Mishap.None, new LedgerSettings { Verify = 1 }));
        await new Model("su4").RequireSameShiftAsync(cluster.Executor, 16, 5).WaitAsync(Limit);
        ClusterActivity activity = await cluster.GetActivityAsync();
        Assert.True(activity.JobsVerified > 0);
        Assert.Equal(0, activity.JobsDisagreed);
    }

    [Fact]
    public async Task More_shots_than_a_device_takes_fail_the_run_with_the_devices_sentence()
    {
        await using var cluster = EmbeddedCluster.Start(new EmbeddedClusterSettings());
        var model = new Model("su4");
        ForwardResult forward = (await model.RunHereAsync(1, 1)).Forward;
        var failure = await Assert.ThrowsAsync<ExecutionFailedException>(() =>
            cluster.Executor.ShiftAsync(model.Plan, model.Batch(1, 1), forward, model.Cotangents(1, 1), new ShiftPlan(1_000_001, default)).WaitAsync(Limit));
        Assert.Contains("asks for 1000001 shots at every shift; device `five-qubit` takes 2 to 1000000", failure.Message, StringComparison.Ordinal);
    }

    private static EmbeddedClusterSettings With(Func<KeyedRandom, Mishap> mishap, LedgerSettings ledger) => new()
    {
        Nodes = 2,
        DevicesPerNode = 2,
        Coordinator = new CoordinatorSettings { Ledger = ledger },
        Device = (n, d) => new FaultyDevice((random, _) => mishap(random), new Seed((ulong)(n * 64 + d)), default),
    };
}
