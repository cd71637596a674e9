using QuantumCluster.Circuits.Kernels;
using QuantumCluster.Circuits.Readouts;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Cutting.Jobs;
using QuantumCluster.Cutting.Plans;
using QuantumCluster.Cutting.Variants;
using QuantumCluster.Devices.Execution;
using QuantumCluster.Devices.Profiles;
using static QuantumCluster.Devices.Tests.Programs;

namespace QuantumCluster.Devices.Tests.Noise;

/// <summary>Gradients of noisy devices, whatever their gates are made of, and through the cut.</summary>
public sealed class NoisyGradientTests
{
    public static TheoryData<string, Entangler> Cases => new()
    {
        { "cry", Entangler.Cz }, { "canonical", Entangler.Xx },
    };

    [Theory, MemberData(nameof(Cases))]
    public void Exact_products_are_the_slopes_of_the_devices_own_probabilities(string kernel, Entangler entangler)
    {
        const int samples = 3;
        var ladder = new Ladder(4, 1, Kernel.Named(kernel)!);
        var program = new FragmentProgram(ladder.ToCircuit(), [0], [3, 1], [new([Preparation.PlusI], [Basis.Z, Basis.X]), new([Preparation.One], [Basis.Y, Basis.Z])]);
        IQuantumDevice device = QuantumDevices.For(NoisyScene.Harsh(entangler, virtualZ: entangler != Entangler.Xx));
        double[] weights = Draw(61, ladder.WeightCount), inputs = Draw(62, program.Circuit.InputCount * samples), cotangents = Draw(63, 2 * 4 * samples, 1);
        var shifted = Assert.IsType<JobOutcome.Differentiated>(device.Run(program, Job(program, weights, inputs, samples, new JobAsk.ShiftProduct(cotangents, null, default))));
        double[] totals = Totals(shifted.WeightPartials, weights.Length);

        for (int w = 0; w < weights.Length; w++) Assert.Equal(Slope(weights, w), totals[w], 1e-7);
        for (int i = 0; i < inputs.Length; i++) Assert.Equal(Slope(inputs, i), shifted.InputGradients[i], 1e-7);

        double Slope(double[] angles, int at)
        {
            const double step = 1e-4;
            double given = angles[at];
            angles[at] = given + step;
            double up = Value();
            angles[at] = given - step;
            double down = Value();
            angles[at] = given;
            return (up - down) / (2 * step);
        }

        double Value()
        {
            double[] probabilities = Assert.IsType<JobOutcome.Evaluated>(device.Run(program, Job(program, weights, inputs, samples))).Probabilities;
            return probabilities.Zip(cotangents, (p, c) => p * c).Sum();
        }
    }

    /// <summary>Noise washes the readout out, and its gradients with it; a device that forgot its noise when it shifts would show.</summary>
    [Fact]
    public async Task Noisy_gradients_through_the_cut_are_smaller_than_the_ideal_ones_and_the_adjoint_is_refused()
    {
        var ladder = new Ladder(8, 1, Kernel.Su4);
        CutPlan plan = CutPlan.Create(new PlanRequest(ladder.ToCircuit(), new Readout.Marginal(3, 4, 5, 6, 7), LadderCuts.Middle(ladder), VariantChoice.Minimal, 5, Granularity.Exact));
        var batch = new Batch(Draw(64, ladder.WeightCount), Draw(65, 16), 2);
        double[] cotangents = Draw(66, 2 * plan.OutputCount, 1);
        await using LocalExecutor ideal = new(Device), noisy = new(QuantumDevices.For(NoisyScene.Harsh()));
        ForwardResult forward = await noisy.ForwardAsync(plan, batch);
        LayerGradients exact = await ideal.ShiftAsync(plan, batch, await ideal.ForwardAsync(plan, batch), cotangents, ShiftPlan.Exact);
        LayerGradients washed = await noisy.ShiftAsync(plan, batch, forward, cotangents, ShiftPlan.Exact);
        Assert.InRange(washed.Weights.Sum(g => g * g) / exact.Weights.Sum(g => g * g), 0, 0.5);
        var failure = await Assert.ThrowsAsync<ExecutionFailedException>(() => noisy.BackwardAsync(plan, batch, forward, cotangents));
        Assert.Contains("shift", failure.Message, StringComparison.Ordinal);
    }

    private static double[] Totals(double[] partials, int weights) => [.. Enumerable.Range(0, weights).Select(w => Enumerable.Range(0, partials.Length / weights).Sum(b => partials[b * weights + w]))];
}
