using QuantumCluster.Circuits;
using QuantumCluster.Circuits.Kernels;
using QuantumCluster.Circuits.Readouts;
using QuantumCluster.Cutting.Plans;
using QuantumCluster.Cutting.Tests.Oracle;
using QuantumCluster.Oracle;

namespace QuantumCluster.Cutting.Tests.Reconstruction;

public class GradientTests
{
    public static WithEveryChoice KernelsAndChoices => CutEqualsUncutTests.KernelsAndChoices;

    [Theory, MemberData(nameof(KernelsAndChoices))]
    public void Gradients_through_the_cut_are_the_slopes_of_the_oracle(string kernel, VariantChoice choice)
    {
        const int samples = 2;
        KeyedRandom random = new Seed(201).For(kernel).For((ulong)choice).Generator();
        double[] w = random.Angles(Kernel.Named(kernel)!.WeightCount * 7), x = random.Angles(8 * samples);
        Readout[] readouts = [new Readout.Probabilities(), new Readout.Marginal(5, 3, 1), ReferenceReadouts.Paulis("XXIYIIZZ", random.Pauli(8), "IIIXIIII", "IIIYZIII")];
        double[][] cotangents = [.. readouts.Select(r => random.Gaussians(samples * r.OutputCount(8)))];

        // One simulation serves all readouts: the slopes are those of the sum of their losses.
        double[] slopes = ReferenceSimulator.Slopes([.. x, .. w], p => Enumerable.Range(0, samples).Sum(s =>
        {
            ReferenceState state = ReferenceSimulator.Ladder(8, 1, kernel, p[(8 * s)..(8 * s + 8)], p[(8 * samples)..]);
            return readouts.Zip(cotangents, (r, c) => Dot(ReferenceReadouts.Of(state, r), c, s)).Sum();
        }));
        var gradients = readouts.Zip(cotangents, (r, c) => Laboratory.Run(TestCuts.OneLayer(kernel, r, choice), w, x, c, samples).Gradients).ToArray();
        Near.Equal(slopes[..x.Length], [.. Enumerable.Range(0, x.Length).Select(i => gradients.Sum(g => g.Inputs[i]))], 1e-6, "inputs");
        Near.Equal(slopes[x.Length..], [.. Enumerable.Range(0, w.Length).Select(i => gradients.Sum(g => g.Weights[i]))], 1e-6, "weights");
    }

    [Theory, MemberData(nameof(KernelsAndChoices))]
    public void Gradients_through_the_cut_are_those_of_the_uncut_circuit(string kernel, VariantChoice choice)
    {
        const int samples = 5;
        KeyedRandom random = new Seed(202).For(kernel).For((ulong)choice).Generator();
        double[] w = random.Angles(Kernel.Named(kernel)!.WeightCount * 7), x = random.Angles(8 * samples);
        foreach (Readout readout in random.ReadoutsOfEight())
        {
            double[] cotangent = random.Gaussians(samples * readout.OutputCount(8));
            PlanRequest cut = TestCuts.OneLayer(kernel, readout, choice);
            Agree(TestCuts.Uncut(cut.Circuit, readout), cut, w, x, cotangent, samples);
            Agree(cut, TestCuts.OneLayer(kernel, readout, choice, 4, 2, 5), w, x, cotangent, samples);
        }
    }

    [Theory, MemberData(nameof(KernelsAndChoices))]
    public void Gradients_through_a_slanted_cut_are_those_of_the_uncut_circuit(string kernel, VariantChoice choice)
    {
        const int samples = 2;
        KeyedRandom random = new Seed(203).For(kernel).For((ulong)choice).Generator();
        double[] w = random.Angles(Kernel.Named(kernel)!.WeightCount * 14), x = random.Angles(8 * samples);
        foreach (Readout readout in random.ReadoutsOfEight())
        {
            double[] cotangent = random.Gaussians(samples * readout.OutputCount(8));
            PlanRequest cut = TestCuts.TwoLayersOnTheSlant(Kernel.Named(kernel)!, readout, choice);
            Agree(TestCuts.Uncut(cut.Circuit, readout), cut, w, x, cotangent, samples);
        }
    }

    [Fact]
    public void Gradients_of_random_circuits_with_shared_weights_are_the_slopes_of_the_oracle()
    {
        for (ulong trial = 0; trial < 40; trial++)
        {
            KeyedRandom random = new Seed(204).For(trial).Generator();
            RandomCircuits.CutCircuit cut = RandomCircuits.Chain(random, diagonalOnEntry: trial % 2 == 0);
            int n = cut.Circuit.QubitCount, inputs = cut.Circuit.InputCount;
            Readout readout = trial % 3 == 0 ? random.Marginal(Enumerable.Range(0, n)) : ReferenceReadouts.Paulis(random.Pauli(n), random.Pauli(n, "IZ"));
            double[] w = random.Angles(cut.Circuit.WeightCount), x = random.Angles(inputs), cotangent = random.Gaussians(readout.OutputCount(n));
            double[] slopes = ReferenceSimulator.Slopes([.. x, .. w], p => Dot(ReferenceReadouts.Of(cut.Circuit, readout, p[inputs..], p[..inputs], 1), cotangent, 0));
            foreach (VariantChoice choice in Enum.GetValues<VariantChoice>())
            {
                var gradients = Laboratory.Run(new PlanRequest(cut.Circuit, readout, cut.Cuts, choice, n, Granularity.Exact), w, x, cotangent).Gradients;
                Near.Equal(slopes, [.. gradients.Inputs, .. gradients.Weights], 1e-6, $"trial {trial} {choice}");
            }
        }
    }

    [Fact]
    public void Last_weight_of_every_crz_kernel_has_no_effect_on_probabilities()
    {
        KeyedRandom random = new Seed(205).Generator();
        double[] w = random.Angles(35), x = random.Angles(8);
        var gradients = Laboratory.Run(TestCuts.OneLayer("crz", new Readout.Probabilities(), VariantChoice.Minimal), w, x, random.Gaussians(256)).Gradients;
        for (int k = 0; k < 7; k++) Assert.Equal(0, gradients.Weights[5 * k + 4], 1e-14);
        Assert.Contains(gradients.Weights, g => Math.Abs(g) > 0.01);
    }

    private static void Agree(PlanRequest expected, PlanRequest actual, double[] w, double[] x, double[] cotangent, int samples)
    {
        var a = Laboratory.Run(expected, w, x, cotangent, samples).Gradients;
        var b = Laboratory.Run(actual, w, x, cotangent, samples).Gradients;
        Near.Equal(a.Inputs, b.Inputs, 1e-10, $"inputs, {actual.Readout}");
        Near.Equal(a.Weights, b.Weights, 1e-10, $"weights, {actual.Readout}");
    }

    private static double Dot(double[] outputs, double[] cotangent, int sample) =>
        Enumerable.Range(0, outputs.Length).Sum(k => outputs[k] * cotangent[sample * outputs.Length + k]);
}
