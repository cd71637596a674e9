using System.Collections.Immutable;
using QuantumCluster.Actors.Hosting;
using QuantumCluster.Actors.Ledger;
using QuantumCluster.Actors.Settings;
using QuantumCluster.Circuits;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Cutting.Plans;
using QuantumCluster.Devices;
using QuantumCluster.Devices.Execution;
using QuantumCluster.Devices.Profiles;

namespace QuantumCluster.Actors.Tests.Hosting;

/// <summary>Clusters of different devices, every message in its wire form.</summary>
public sealed class MixedFleetTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly DeviceProfile Noisy = DeviceProfile.Create("noisy", 5, noise: DeviceNoise.Uniform(5, 1e-3, 1e-2, 1, 1, 0.02, 0.03));
    private static readonly DeviceProfile Noisier = DeviceProfile.Create("noisier", 5, noise: DeviceNoise.Uniform(5, 1e-2, 5e-2, 1, 1, 0.05, 0.05));
    private static readonly DeviceProfile Narrow = DeviceProfile.Create("narrow", 4);
    private static readonly Model Small = new("su4", new Granularity(1, 2));
    private static readonly ShotPlan Shots = new(100, new Seed(9));

    /// <summary>The law that classes are for: whatever fails, and however many there are of each.</summary>
    [Fact]
    public async Task Bits_of_a_bound_run_depend_on_its_classes_and_on_nothing_that_happens()
    {
        CutPlan plan = Bound(Noisy.Class, Noisier.Class);
        double[] alone = (await OnAsync(plan, new LedgerSettings(), 0, Noisy, Noisier)).Outputs;
        ForwardResult troubled = await OnAsync(plan, new LedgerSettings { CopiesPerJob = 2, MaxAttempts = 20 }, 0.3, Noisy, Noisier, DeviceProfile.FiveQubit, Noisy, Noisier, Noisier);
        Assert.Equal(alone, troubled.Outputs);
        Assert.Empty(troubled.Substituted);
        Assert.NotEqual(alone, (await OnAsync(Bound(Noisier.Class, Noisy.Class), new LedgerSettings(), 0, Noisy, Noisier)).Outputs);
    }

    [Fact]
    public async Task Unbound_run_gives_the_exact_bits_beside_noisy_and_narrow_devices()
    {
        await using var local = new LocalExecutor(new StateVectorDevice(DeviceProfile.FiveQubit));
        double[] exact = (await local.SampleAsync(Small.Plan, Small.Batch(4, 1), Shots)).Outputs;
        Assert.Equal(exact, (await OnAsync(Small.Plan, new LedgerSettings(), 0, Noisy, Narrow, DeviceProfile.FiveQubit)).Outputs);
    }

    [Fact]
    public async Task Run_whose_class_is_not_there_fails_with_the_class_and_the_way_out()
    {
        var failure = await Assert.ThrowsAsync<ExecutionFailedException>(() => OnAsync(Bound(Noisy.Class, Noisy.Class), new LedgerSettings { StarvationLimit = TimeSpan.FromMilliseconds(300) }, 0, Noisier));
        Assert.Contains($"no worker has had devices of class {Noisy.Class} with at least 4 qubits", failure.Message, StringComparison.Ordinal);
        Assert.Contains($"(there are {Noisier.Class} with 5): start one, or let others do it with --allow-substitution", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Substituted_run_is_done_and_says_what_others_did()
    {
        CutPlan plan = Bound(Noisy.Class, DeviceProfile.FiveQubit.Class);
        ForwardResult result = await OnAsync(plan, new LedgerSettings { SubstituteAfter = TimeSpan.FromMilliseconds(50) }, 0, [DeviceProfile.FiveQubit], allowSubstitution: true);
        Assert.Equal(new SubstitutedJobs(0, DeviceProfile.FiveQubit.Class, 6), Assert.Single(result.Substituted)); // three settings, two halves of the batch
        await using var local = new LocalExecutor(new StateVectorDevice(DeviceProfile.FiveQubit));
        Assert.Equal((await local.SampleAsync(Small.Plan, Small.Batch(4, 1), Shots)).Outputs, result.Outputs);
    }

    [Fact]
    public void Devices_of_one_node_are_alike()
    {
        var e = Assert.Throws<ArgumentException>(() => EmbeddedCluster.Start(new EmbeddedClusterSettings { Nodes = 1, Device = (_, d) => QuantumDevices.For(d == 0 ? Noisy : Noisier) }));
        Assert.StartsWith("Node 0 has devices of noisy (5 qubits) and of noisier (5 qubits)", e.Message, StringComparison.Ordinal);
    }

    private static CutPlan Bound(params ImmutableArray<DeviceClass> classes) => CutPlan.Create(Small.Plan.Request with { Classes = classes });

    private static Task<ForwardResult> OnAsync(CutPlan plan, LedgerSettings ledger, double faults, params DeviceProfile[] nodes) => OnAsync(plan, ledger, faults, nodes, allowSubstitution: false);

    /// <summary>A node of one device of each profile; this share of jobs fails at the first try.</summary>
    private static async Task<ForwardResult> OnAsync(CutPlan plan, LedgerSettings ledger, double faults, DeviceProfile[] nodes, bool allowSubstitution)
    {
        await using var cluster = EmbeddedCluster.Start(new EmbeddedClusterSettings
        {
            Nodes = nodes.Length, DevicesPerNode = 1, SerializeMessages = true, AllowSubstitution = allowSubstitution, Coordinator = new CoordinatorSettings { Ledger = ledger },
            Device = (n, _) => new Failing(QuantumDevices.For(nodes[n]), faults, new Seed((ulong)n).Generator()),
        });
        return await cluster.Executor.SampleAsync(plan, Small.Batch(4, 1), Shots).WaitAsync(Limit);
    }

    private sealed class Failing(IQuantumDevice device, double share, KeyedRandom random) : IQuantumDevice
    {
        public DeviceProfile Profile => device.Profile;

        public Cutting.Jobs.JobOutcome Run(Cutting.Variants.FragmentProgram program, Cutting.Jobs.FragmentJob job) =>
            random.NextDouble() < share ? new Cutting.Jobs.JobOutcome.Faulted(job.Key, "a fault that was drawn") : device.Run(program, job);
    }
}
