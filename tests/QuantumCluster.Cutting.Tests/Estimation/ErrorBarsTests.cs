using System.Collections.Immutable;
using QuantumCluster.Circuits.Readouts;
using QuantumCluster.Cutting.Estimation;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Cutting.Plans;
using QuantumCluster.Cutting.Reconstruction;
using QuantumCluster.Cutting.Tests.Oracle;
using QuantumCluster.Oracle;

namespace QuantumCluster.Cutting.Tests.Estimation;

/// <summary>Error bars are what theory says they are, and what many repetitions say.</summary>
public sealed class ErrorBarsTests
{
    private static readonly Readout Strings = ReferenceReadouts.Paulis("XYZIXIIZ", "IIIZIIIZ", "YIIIXIII", "ZZZZZZZZ", "IIIXIIII");

    private static Readout Named(string readout) => readout switch { "marginal" => EstimationScene.Marginal, "strings" => Strings, _ => new Readout.Probabilities() };

    [Theory]
    [InlineData("su4", "marginal", VariantChoice.Table, false)]
    [InlineData("su4", "strings", VariantChoice.Minimal, false)]
    [InlineData("canonical", "marginal", VariantChoice.Paper, true)]
    [InlineData("su4", "strings", VariantChoice.Table, true)]
    public void Variances_are_those_of_the_delta_method_by_numerical_derivatives(string kernel, string readout, VariantChoice choice, bool leastSquares)
    {
        CutPlan plan = EstimationScene.Plan(kernel, Named(readout), choice);
        FragmentTensors exact = new EstimationScene(plan).Exact(new EstimationScene(plan).Circuit(1), out _);
        // So many shots that the quarter count does not show; each variant has its own number.
        ImmutableArray<VariantShots> shots = [.. plan.Fragments.Select((f, i) => new VariantShots([.. Enumerable.Range(0, f.Program.Variants.Length).Select(v => 100_000_000 * (1 + i + v))]))];
        IFrequencyMap[] maps = leastSquares ? [new ConsistentFrequencies(plan, shots)] : [];
        double[] actual = ErrorBars.Variances(plan, exact, shots, maps);
        var expected = new double[plan.OutputCount];
        for (int f = 0; f < plan.Fragments.Length; f++)
        {
            int outcomes = plan.Fragments[f].Program.OutcomeCount;
            for (int v = 0; v < plan.Fragments[f].Program.Variants.Length; v++)
            {
                double[][] slopes = [.. Enumerable.Range(v * outcomes, outcomes).Select(row => Slope(row))];
                for (int k = 0; k < expected.Length; k++)
                    for (int a = 0; a < outcomes; a++)
                        for (int b = 0; b < outcomes; b++)
                        {
                            double p = exact.Fragments[f][v * outcomes + a], q = exact.Fragments[f][v * outcomes + b];
                            expected[k] += slopes[a][k] * slopes[b][k] * ((a == b ? p : 0) - p * q) / shots[f][v];
                        }
            }

            double[] Slope(int row) => [.. At(row, 0.5).Zip(At(row, -0.5), (up, down) => up - down)]; // outputs are linear in one fragment's numbers

            double[] At(int row, double by)
            {
                var moved = new FragmentTensors([.. exact.Fragments.Select(t => (double[])t.Clone())], 1);
                moved.Fragments[f][row] += by;
                return Contraction.Contract(plan, maps.Aggregate(moved, (t, m) => m.Apply(t)));
            }
        }

        for (int k = 0; k < expected.Length; k++) Assert.InRange(actual[k] / expected[k], 1 - 1e-4, 1 + 1e-4);
    }

    [Fact]
    public void An_uncut_circuit_has_the_error_bars_of_a_multinomial_variate()
    {
        CutPlan plan = CutPlan.Create(TestCuts.OneLayer("su4", EstimationScene.Marginal, VariantChoice.Auto) with { Cuts = [], DeviceQubits = 8 });
        double[] p = [.. Enumerable.Range(1, 32).Select(i => i / 528.0)];
        double[] variances = ErrorBars.Variances(plan, new FragmentTensors([p], 1), [1_000_000]);
        for (int k = 0; k < p.Length; k++) Assert.InRange(variances[k] / (p[k] * (1 - p[k]) / 1e6), 0.999, 1.001);
    }

    /// <summary>
    /// Outputs of one estimate depend on each other, so a coverage scatters as if it came from fewer numbers than there are: even if each
    /// estimate counted for but two, 400 estimates would give 95 ± 0.8 %.
    /// </summary>
    [Theory]
    [InlineData("crz", "marginal", VariantChoice.Auto, Allocation.Uniform, false)]
    [InlineData("crz", "marginal", VariantChoice.Auto, Allocation.Variance, false)]
    [InlineData("crz", "marginal", VariantChoice.Minimal, Allocation.Uniform, false)]
    [InlineData("crz", "marginal", VariantChoice.Table, Allocation.Variance, true)]
    [InlineData("su4", "marginal", VariantChoice.Minimal, Allocation.Variance, false)]
    [InlineData("su4", "marginal", VariantChoice.Table, Allocation.Weight, false)]
    [InlineData("su4", "strings", VariantChoice.Minimal, Allocation.Uniform, false)]
    [InlineData("su4", "strings", VariantChoice.Table, Allocation.Variance, true)]
    [InlineData("crz", "probabilities", VariantChoice.Auto, Allocation.Uniform, false)]
    [InlineData("crz", "probabilities", VariantChoice.Table, Allocation.Uniform, false)]
    public void Of_the_95_percent_intervals_93_to_97_percent_hold_the_truth(string kernel, string readout, VariantChoice choice, Allocation allocation, bool leastSquares)
    {
        EstimationScene.Errors errors = new EstimationScene(EstimationScene.Plan(kernel, Named(readout), choice)).Repeat(20, 20, 10_000, allocation, leastSquares);
        Assert.InRange(errors.Coverage, 0.93, 0.97);
        Assert.InRange(errors.Predicted / errors.RootMeanSquare, 0.93, 1.07);
        Assert.InRange(errors.MeanScaled, -0.2, 0.2);
    }

    [Fact]
    public void Outcomes_that_never_came_up_leave_a_bar()
    {
        CutPlan plan = EstimationScene.Plan("crz", new Readout.Probabilities(), VariantChoice.Auto);
        var scene = new EstimationScene(plan);
        Estimate estimate = scene.Estimate(scene.Circuit(3), new ShotBudget(60, Allocation.Uniform, default));
        Assert.Contains(0.0, estimate.Outputs);
        Assert.All(estimate.StandardErrors, bar => Assert.True(bar > 0));
    }

    [Fact]
    public void Readouts_of_too_many_numbers_are_refused_before_anything_runs()
    {
        var ladder = new Circuits.Kernels.Ladder(13, 1, Circuits.Kernels.Kernel.Crz);
        CutPlan plan = CutPlan.Create(new PlanRequest(ladder.ToCircuit(), new Readout.Probabilities(), LadderCuts.Along(ladder, 5), VariantChoice.Auto, 5, Granularity.Exact));
        var scene = new EstimationScene(plan);
        var failure = Assert.Throws<ArgumentException>(() => scene.Estimate(new Batch(new double[ladder.WeightCount], new double[13], 1), new ShotBudget(1000, Allocation.Variance, default)));
        Assert.Equal("The readout has 8192 numbers, and error bars are worked out for at most 4096; ask for a marginal of fewer qubits.", failure.Message);
    }

    [Fact]
    public void Samples_of_a_batch_do_not_meet()
    {
        CutPlan plan = EstimationScene.Plan("su4", EstimationScene.Marginal, VariantChoice.Minimal);
        var scene = new EstimationScene(plan);
        Estimate together = scene.Estimate(scene.Circuit(4, 3), new ShotBudget(7000, Allocation.Uniform, default));
        for (int s = 0; s < 3; s++)
        {
            var alone = new FragmentTensors([.. together.Frequencies.Fragments.Select(t => t.Where((_, i) => i % 3 == s).ToArray())], 1);
            double[] bars = [.. ErrorBars.Variances(plan, alone, together.Shots).Select(Math.Sqrt)];
            Near.SameBits(bars, together.StandardErrors[(32 * s)..(32 * s + 32)]);
        }
    }
}
