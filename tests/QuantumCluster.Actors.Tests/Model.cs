using System.Collections.Immutable;
using QuantumCluster.Circuits;
using QuantumCluster.Circuits.Kernels;
using QuantumCluster.Circuits.Numerics;
using QuantumCluster.Circuits.Readouts;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Cutting.Plans;
using QuantumCluster.Devices;
using QuantumCluster.Devices.Execution;

namespace QuantumCluster.Actors.Tests;

/// <summary>The paper's circuit with random angles, and what one device in this process makes of it.</summary>
internal sealed class Model
{
    private readonly Ladder _ladder;

    public Model(string kernel, Granularity? granularity = null, Precision precision = Precision.Double)
    {
        _ladder = new Ladder(8, 1, Kernel.All.Single(k => k.Name == kernel));
        Plan = CutPlan.Create(new PlanRequest(_ladder.ToCircuit(), new Readout.Marginal(3, 4, 5, 6, 7), LadderCuts.Middle(_ladder), VariantChoice.Minimal, 5, granularity ?? Granularity.Exact, precision));
    }

    public CutPlan Plan { get; }

    public Batch Batch(int samples, ulong seed)
    {
        KeyedRandom random = new Seed(seed).Generator();
        return new Batch(_ladder.InitialWeights(new Seed(seed + 1)), [.. Enumerable.Range(0, samples * 8).Select(_ => random.NextDouble(-3, 3))], samples);
    }

    public double[] Cotangents(int samples, ulong seed)
    {
        KeyedRandom random = new Seed(seed + 2).Generator();
        return [.. Enumerable.Range(0, samples * Plan.OutputCount).Select(_ => random.NextDouble(-1, 1))];
    }

    public async Task<(ForwardResult Forward, LayerGradients Gradients)> RunAsync(IFragmentExecutor executor, int samples, ulong seed)
    {
        Batch batch = Batch(samples, seed);
        ForwardResult forward = await executor.ForwardAsync(Plan, batch);
        return (forward, await executor.BackwardAsync(Plan, batch, forward, Cotangents(samples, seed)));
    }

    public Task<(ForwardResult Forward, LayerGradients Gradients)> RunHereAsync(int samples, ulong seed) =>
        RunAsync(new LocalExecutor(new StateVectorDevice(DeviceProfile.FiveQubit)), samples, seed);

    /// <summary>Estimates and frequencies equal to the last bit.</summary>
    public async Task RequireSameSampleAsync(IFragmentExecutor executor, int samples, ulong seed)
    {
        ImmutableArray<VariantShots> each = [.. Plan.Fragments.Select(f => new VariantShots([.. Enumerable.Range(0, f.Program.Variants.Length).Select(v => 90 + 7 * v)]))];
        var shots = seed % 2 == 0 ? new ShotPlan(100, new Seed(seed + 3)) : new ShotPlan(each, new Seed(seed + 3));
        ForwardResult here = await new LocalExecutor(new StateVectorDevice(DeviceProfile.FiveQubit)).SampleAsync(Plan, Batch(samples, seed), shots);
        ForwardResult there = await executor.SampleAsync(Plan, Batch(samples, seed), shots);
        Assert.Equal(here.Outputs.Select(BitConverter.DoubleToInt64Bits), there.Outputs.Select(BitConverter.DoubleToInt64Bits));
        Assert.Equal(here.Measured.Fragments.SelectMany(f => f), there.Measured.Fragments.SelectMany(f => f));
        Assert.Equal(shots, there.Shots);
    }

    /// <summary>Gradients from shots, after a sampled forward pass, and their variances equal to the last bit.</summary>
    public async Task RequireSameShiftAsync(IFragmentExecutor executor, int samples, ulong seed)
    {
        LayerGradients here = await ShiftAsync(new LocalExecutor(new StateVectorDevice(DeviceProfile.FiveQubit))), there = await ShiftAsync(executor);
        Assert.Equal(Bits(here), Bits(there));

        async Task<LayerGradients> ShiftAsync(IFragmentExecutor on)
        {
            Batch batch = Batch(samples, seed);
            ForwardResult forward = await on.SampleAsync(Plan, batch, new ShotPlan(20, new Seed(seed + 3)));
            return await on.ShiftAsync(Plan, batch, forward, Cotangents(samples, seed), new ShiftPlan(20, new Seed(seed + 4)));
        }

        static IEnumerable<long> Bits(LayerGradients g) => g.Inputs.Concat(g.Weights).Concat(g.Variances!.Inputs).Concat(g.Variances.Weights).Select(BitConverter.DoubleToInt64Bits);
    }

    /// <summary>Equal to the last bit.</summary>
    public async Task RequireSameBitsAsync(IFragmentExecutor executor, int samples, ulong seed)
    {
        var here = await RunHereAsync(samples, seed);
        var there = await RunAsync(executor, samples, seed);
        Assert.Equal(here.Forward.Outputs.Select(BitConverter.DoubleToInt64Bits), there.Forward.Outputs.Select(BitConverter.DoubleToInt64Bits));
        Assert.Equal(here.Gradients.Inputs.Select(BitConverter.DoubleToInt64Bits), there.Gradients.Inputs.Select(BitConverter.DoubleToInt64Bits));
        Assert.Equal(here.Gradients.Weights.Select(BitConverter.DoubleToInt64Bits), there.Gradients.Weights.Select(BitConverter.DoubleToInt64Bits));
    }
}
