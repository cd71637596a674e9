using QuantumCluster.Circuits;
using QuantumCluster.Circuits.Kernels;
using QuantumCluster.Circuits.Readouts;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Cutting.Plans;
using QuantumCluster.Devices.Execution;
using Xunit.Abstractions;
using static QuantumCluster.Devices.Tests.Programs;

namespace QuantumCluster.Devices.Tests.Execution;

/// <summary>Gradients from shots: right on average, and as far off as their error bars say, after an exact and after a sampled forward pass.</summary>
public sealed class SampledShiftTests(ITestOutputHelper output)
{
    private const int Samples = 2;
    private static readonly Ladder Ladder = new(8, 1, Kernel.Canonical);
    private static readonly CutPlan Plan = CutPlan.Create(
        new PlanRequest(Ladder.ToCircuit(), new Readout.Marginal(3, 4, 5, 6, 7), LadderCuts.Middle(Ladder), VariantChoice.Minimal, 5, Granularity.Exact));
    private static readonly Batch Angles = new(Draw(41, Ladder.WeightCount), Draw(42, 8 * Samples), Samples);
    private static readonly double[] Cotangents = Draw(43, Plan.OutputCount * Samples, 1);

    /// <summary>With three shots most of what a product of two frequencies is comes from chance: were forward and shifted draws, or those of the fragments, not independent, it would show.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Mean_over_seeds_is_the_exact_gradient(bool isForwardSampled)
    {
        const int seeds = 1500;
        await using var executor = new LocalExecutor(Device);
        ForwardResult exact = await executor.ForwardAsync(Plan, Angles);
        double[] expected = All(await executor.BackwardAsync(Plan, Angles, exact, Cotangents));
        double[] sums = new double[expected.Length], squares = new double[expected.Length];
        for (ulong seed = 0; seed < seeds; seed++)
        {
            Seed chance = new Seed(44).For(seed);
            ForwardResult forward = isForwardSampled ? await executor.SampleAsync(Plan, Angles, new ShotPlan(3, chance.For("forward"))) : exact;
            double[] estimate = All(await executor.ShiftAsync(Plan, Angles, forward, Cotangents, new ShiftPlan(3, chance.For("shift"))));
            for (int i = 0; i < estimate.Length; i++) (sums[i], squares[i]) = (sums[i] + estimate[i], squares[i] + estimate[i] * estimate[i]);
        }

        for (int i = 0; i < expected.Length; i++)
        {
            double mean = sums[i] / seeds, error = Math.Sqrt((squares[i] / seeds - mean * mean) / (seeds - 1));
            Assert.True(Math.Abs(mean - expected[i]) <= 4.5 * error + 1e-12, $"gradient {i} is {mean} ± {error} on average instead of {expected[i]}");
        }
    }

    /// <summary>95 % intervals must hold the gradient 93 to 97 % of the time, also after a forward pass whose shots are few and no more than those of the shifted circuits.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Intervals_of_95_percent_hold_the_gradient(bool isForwardSampled)
    {
        const int seeds = 300, shots = 500;
        await using var executor = new LocalExecutor(Device);
        ForwardResult exact = await executor.ForwardAsync(Plan, Angles);
        double[] truth = All(await executor.BackwardAsync(Plan, Angles, exact, Cotangents));
        int held = 0, intervals = 0;
        for (ulong seed = 0; seed < seeds; seed++)
        {
            Seed chance = new Seed(45).For(seed);
            ForwardResult forward = isForwardSampled ? await executor.SampleAsync(Plan, Angles, new ShotPlan(shots, chance.For("forward"))) : exact;
            LayerGradients estimate = await executor.ShiftAsync(Plan, Angles, forward, Cotangents, new ShiftPlan(shots, chance.For("shift")));
            double[] gradients = All(estimate), variances = [.. estimate.Variances!.Inputs, .. estimate.Variances.Weights];
            for (int i = 0; i < gradients.Length; i++, intervals++)
            {
                double half = 1.959964 * Math.Sqrt(variances[i]);
                if (Math.Abs(gradients[i] - truth[i]) <= half) held++;
            }
        }

        double coverage = (double)held / intervals;
        output.WriteLine($"{coverage:P2} of {intervals} intervals");
        Assert.InRange(coverage, 0.93, 0.97);
    }

    [Fact]
    public async Task Bits_depend_on_the_seed_and_on_no_granularity()
    {
        var batch = new Batch(Draw(46, Ladder.WeightCount), Draw(47, 8 * 37), 37);
        double[] cotangents = Draw(48, Plan.OutputCount * 37, 1);
        await using var executor = new LocalExecutor(Device);
        LayerGradients expected = await RunAsync(Plan, new Seed(5));
        foreach (Granularity granularity in new[] { new Granularity(1, 1), new Granularity(2, 3), new Granularity(int.MaxValue, 7) })
        {
            LayerGradients other = await RunAsync(CutPlan.Create(Plan.Request with { Granularity = granularity }), new Seed(5));
            Assert.Equal(All(expected), All(other));
            Assert.Equal([.. expected.Variances!.Inputs, .. expected.Variances.Weights], [.. other.Variances!.Inputs, .. other.Variances.Weights]);
        }

        Assert.NotEqual(All(expected), All(await RunAsync(Plan, new Seed(6))));

        async Task<LayerGradients> RunAsync(CutPlan plan, Seed seed)
        {
            ForwardResult forward = await executor.SampleAsync(plan, batch, new ShotPlan(50, new Seed(4)));
            return await executor.ShiftAsync(plan, batch, forward, cotangents, new ShiftPlan(50, seed));
        }
    }

    [Fact]
    public void Fewer_than_two_shots_are_refused() =>
        Assert.Equal("Each shifted variant is to be run 1 times; give at least 2 shots, of which the error can be told, or none for exact probabilities.",
            Assert.Throws<ArgumentException>(() => new ShiftPlan(1, default)).Message);

    private static double[] All(LayerGradients gradients) => [.. gradients.Inputs, .. gradients.Weights];
}
