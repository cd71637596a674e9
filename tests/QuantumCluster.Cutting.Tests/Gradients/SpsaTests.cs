using QuantumCluster.Circuits;
using QuantumCluster.Circuits.Gates;
using QuantumCluster.Circuits.Readouts;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Cutting.Gradients;
using QuantumCluster.Cutting.Plans;
using QuantumCluster.Devices;
using QuantumCluster.Devices.Execution;

namespace QuantumCluster.Cutting.Tests.Gradients;

public class SpsaTests
{
    private static readonly GradientMethod Method = new(GradientRule.Spsa);

    /// <summary>⟨Z⟩ of RY(θ)|0⟩ is cos θ, and its slope over ± 0.2 radians is −sin θ · sin 0.2 / 0.2, whichever sign was drawn.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task One_angle_alone_comes_out_as_the_slope_over_twice_the_step(bool isInput)
    {
        var circuit = Circuit.Create(1, isInput ? 0 : 1, isInput ? 1 : 0, [Operation.On(Gate.RY, 0, isInput ? Angle.Input(0) : Angle.Weight(0))]);
        CutPlan plan = CutPlan.Create(TestCuts.Uncut(circuit, new Readout.Expectations(PauliString.Parse("Z"))));
        var batch = new Batch(isInput ? [] : [0.7], isInput ? [0.7] : [], 1);
        await using var executor = new LocalExecutor(new StateVectorDevice(DeviceProfile.FiveQubit));
        for (ulong seed = 0; seed < 4; seed++)
        {
            LayerGradients gradients = await GradientsAsync(executor, plan, batch, [3], new Seed(seed));
            Assert.Equal(3 * -Math.Sin(0.7) * Math.Sin(0.2) / 0.2, isInput ? gradients.Inputs[0] : gradients.Weights[0], 1e-12);
        }
    }

    /// <summary>A readout that is linear in every angle has no curvature: there the mean over signs is the gradient without an error of the step's.</summary>
    [Fact]
    public async Task Mean_over_seeds_is_the_gradient()
    {
        const int samples = 3, seeds = 4000;
        var circuit = Circuit.Create(2, 2, 2, [.. Enumerable.Range(0, 2).Select(q => Operation.On(Gate.RY, q, Angle.Input(q))), .. Enumerable.Range(0, 2).Select(q => Operation.On(Gate.RZ, q, Angle.Weight(q)))]);
        CutPlan plan = CutPlan.Create(TestCuts.Uncut(circuit, new Readout.Marginal(0)));
        var random = new Seed(5).Generator();
        double[] slopes = [.. Enumerable.Range(0, 8).Select(_ => random.NextDouble(-1, 1))], cotangents = [.. Enumerable.Range(0, 2 * samples).Select(_ => random.NextDouble(-1, 1))];
        var linear = new Linear(slopes);
        var expected = new double[2 * samples + 2]; // inputs, then weights
        for (int s = 0; s < samples; s++)
            for (int o = 0; o < 2; o++)
                for (int k = 0; k < 4; k++)
                    expected[k < 2 ? 2 * s + k : 2 * samples + k - 2] += cotangents[2 * s + o] * slopes[4 * o + k];

        double[] sums = new double[expected.Length], squares = new double[expected.Length];
        for (ulong seed = 0; seed < seeds; seed++)
        {
            LayerGradients gradients = await GradientsAsync(linear, plan, new Batch([0.1, 0.2], new double[2 * samples], samples), cotangents, new Seed(6).For(seed));
            double[] all = [.. gradients.Inputs, .. gradients.Weights];
            for (int i = 0; i < all.Length; i++) (sums[i], squares[i]) = (sums[i] + all[i], squares[i] + all[i] * all[i]);
        }

        for (int i = 0; i < expected.Length; i++)
        {
            double mean = sums[i] / seeds, error = Math.Sqrt((squares[i] / seeds - mean * mean) / (seeds - 1));
            Assert.True(Math.Abs(mean - expected[i]) <= 4.5 * error + 1e-9, $"derivative {i} is {mean} ± {error} on average instead of {expected[i]}");
        }
    }

    [Fact]
    public async Task A_step_takes_three_runs_whose_shots_are_drawn_apart()
    {
        var circuit = Circuit.Create(1, 1, 0, [Operation.On(Gate.RY, 0, Angle.Weight(0))]);
        CutPlan plan = CutPlan.Create(TestCuts.Uncut(circuit, new Readout.Marginal(0)));
        var spy = new Linear(new double[8]);
        var run = new LayerRun(new GradientMethod(GradientRule.Spsa, 100), 7, new Seed(1));
        var batch = new Batch([0.5], [], 1, 7);
        ForwardResult forward = await run.ForwardAsync(spy, plan, batch);
        await run.GradientsAsync(spy, plan, batch, forward, [1, 1]);
        Assert.Equal(run.Method.RunsPerStep, spy.Shots.Count);
        Assert.Equal(3, spy.Shots.Select(s => s.Seed).Distinct().Count());
        Assert.All(spy.Shots, s => Assert.Equal(100, s.ShotsPerVariant));
        Assert.All(spy.Steps, s => Assert.Equal(7, s));
    }

    [Fact]
    public void Methods_that_cannot_be_are_refused_with_a_sentence()
    {
        Assert.StartsWith("The adjoint differentiates exact probabilities, and 10 shots were given; take gradients by shift or spsa, or leave the shots out.",
            Assert.Throws<ArgumentException>(() => new GradientMethod(GradientRule.Adjoint, 10)).Message, StringComparison.Ordinal);
        Assert.StartsWith("Each variant is to be run 1 times; give at least 2 shots", Assert.Throws<ArgumentException>(() => new GradientMethod(GradientRule.Shift, 1)).Message, StringComparison.Ordinal);
    }

    private static async Task<LayerGradients> GradientsAsync(IFragmentExecutor executor, CutPlan plan, Batch batch, double[] cotangents, Seed seed)
    {
        var run = new LayerRun(Method, 0, seed);
        return await run.GradientsAsync(executor, plan, batch, await run.ForwardAsync(executor, plan, batch), cotangents);
    }

    /// <summary>Two outputs, linear in two inputs and two weights; writes down what it is asked.</summary>
    private sealed class Linear(double[] slopes) : IFragmentExecutor
    {
        public List<ShotPlan> Shots { get; } = [];

        public List<long> Steps { get; } = [];

        public Task<ForwardResult> ForwardAsync(CutPlan plan, Batch batch, CancellationToken cancellation = default)
        {
            Steps.Add(batch.Step);
            int inputs = batch.Inputs.Length / batch.Samples;
            var outputs = new double[2 * batch.Samples];
            for (int i = 0; i < outputs.Length; i++)
            {
                double[] angles = [.. batch.Inputs.AsSpan(i / 2 * inputs, inputs), .. batch.Weights];
                outputs[i] = angles.Select((a, k) => a * slopes[4 * (i % 2) + k]).Sum();
            }

            return Task.FromResult(new ForwardResult(outputs, new FragmentTensors([], batch.Samples)));
        }

        public Task<ForwardResult> SampleAsync(CutPlan plan, Batch batch, ShotPlan shots, CancellationToken cancellation = default)
        {
            Shots.Add(shots);
            return ForwardAsync(plan, batch, cancellation);
        }

        public Task<LayerGradients> BackwardAsync(CutPlan plan, Batch batch, ForwardResult forward, double[] outputCotangents, CancellationToken cancellation = default) =>
            throw new NotSupportedException("Nobody may ask the adjoint.");

        public Task<LayerGradients> ShiftAsync(CutPlan plan, Batch batch, ForwardResult forward, double[] outputCotangents, ShiftPlan shift, CancellationToken cancellation = default) =>
            throw new NotSupportedException("Nobody may shift.");

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
