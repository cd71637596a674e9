using QuantumCluster.Circuits;
using QuantumCluster.Circuits.Kernels;
using QuantumCluster.Circuits.Readouts;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Cutting.Plans;
using QuantumCluster.Cutting.Tests.Oracle;
using QuantumCluster.Oracle;

namespace QuantumCluster.Cutting.Tests.Reconstruction;

/// <summary>Gradients by parameter shift, from exact probabilities: they must be the adjoint's, and the oracle's.</summary>
public class ParameterShiftTests
{
    private const double Tolerance = 1e-9;

    public static WithEveryChoice KernelsAndChoices => CutEqualsUncutTests.KernelsAndChoices;

    [Theory, MemberData(nameof(KernelsAndChoices))]
    public void Shifted_gradients_are_the_adjoints(string kernel, VariantChoice choice)
    {
        const int samples = 5;
        KeyedRandom random = new Seed(401).For(kernel).For((ulong)choice).Generator();
        double[] w = random.Angles(Kernel.Named(kernel)!.WeightCount * 7), x = random.Angles(8 * samples);
        foreach (Readout readout in random.ReadoutsOfEight())
        {
            double[] cotangent = random.Gaussians(samples * readout.OutputCount(8));
            Agree(TestCuts.OneLayer(kernel, readout, choice), w, x, cotangent, samples);
        }
    }

    [Theory, MemberData(nameof(KernelsAndChoices))]
    public void Shifted_gradients_are_the_adjoints_where_two_layers_are_cut_on_the_slant(string kernel, VariantChoice choice)
    {
        KeyedRandom random = new Seed(402).For(kernel).For((ulong)choice).Generator();
        double[] w = random.Angles(Kernel.Named(kernel)!.WeightCount * 14), x = random.Angles(8);
        Readout readout = random.ReadoutsOfEight().Last();
        Agree(TestCuts.TwoLayersOnTheSlant(Kernel.Named(kernel)!, readout, choice), w, x, random.Gaussians(readout.OutputCount(8)), 1);
    }

    /// <summary>Neither the circuits here nor the slopes share code with what they check; every gate with an angle occurs, and angles are used by several operations.</summary>
    [Fact]
    public void Shifted_gradients_of_shared_weights_and_inputs_are_the_slopes_of_the_oracle()
    {
        bool sharedWeights = false, sharedInputs = false;
        for (ulong trial = 0; trial < 25; trial++)
        {
            KeyedRandom random = new Seed(403).For(trial).Generator();
            RandomCircuits.CutCircuit cut = RandomCircuits.Chain(random, diagonalOnEntry: trial % 2 == 0);
            int n = cut.Circuit.QubitCount, inputs = cut.Circuit.InputCount;
            sharedWeights |= IsShared(cut.Circuit, AngleSource.Weight);
            sharedInputs |= IsShared(cut.Circuit, AngleSource.Input);
            Readout readout = trial % 3 == 0 ? random.Marginal(Enumerable.Range(0, n)) : ReferenceReadouts.Paulis(random.Pauli(n), random.Pauli(n, "IZ"));
            double[] w = random.Angles(cut.Circuit.WeightCount), x = random.Angles(inputs), cotangent = random.Gaussians(readout.OutputCount(n));
            double[] slopes = ReferenceSimulator.Slopes([.. x, .. w],
                p => ReferenceReadouts.Of(cut.Circuit, readout, p[inputs..], p[..inputs], 1).Zip(cotangent, (a, b) => a * b).Sum());
            var request = new PlanRequest(cut.Circuit, readout, cut.Cuts, VariantChoice.Auto, n, Granularity.Exact);
            LayerGradients shifted = Laboratory.Shift(request, w, x, cotangent);
            Near.Equal(slopes, [.. shifted.Inputs, .. shifted.Weights], 1e-6, $"trial {trial}");
            LayerGradients adjoint = Laboratory.Run(request, w, x, cotangent).Gradients;
            Near.Equal([.. adjoint.Inputs, .. adjoint.Weights], [.. shifted.Inputs, .. shifted.Weights], Tolerance, $"trial {trial}");
        }

        Assert.True(sharedWeights && sharedInputs);
    }

    public static TheoryData<string> Samples => ReferenceVectors.Names(s => s.IsPaperShape && s.Has("grad_x"));

    [Theory, MemberData(nameof(Samples))]
    public void Shifted_gradients_are_the_reference_files(string name)
    {
        ReferenceSample sample = ReferenceVectors.Named(name);
        double[] cotangent = sample["c"];
        LayerGradients shifted = Laboratory.Shift(TestCuts.OneLayer(sample.Kernel, new Readout.Marginal(3, 4, 5, 6, 7), VariantChoice.Minimal), sample.W, sample.X, cotangent);
        Near.Equal(sample["grad_x"], shifted.Inputs, Tolerance, "grad_x");
        Near.Equal(sample["grad_w"], shifted.Weights, Tolerance, "grad_w");
    }

    [Fact]
    public void Exact_gradients_have_no_variances()
    {
        KeyedRandom random = new Seed(404).Generator();
        PlanRequest request = TestCuts.OneLayer("crz", new Readout.Marginal(3, 4), VariantChoice.Minimal);
        Assert.Null(Laboratory.Shift(request, random.Angles(35), random.Angles(8), random.Gaussians(4)).Variances);
    }

    private static void Agree(PlanRequest request, double[] w, double[] x, double[] cotangent, int samples)
    {
        LayerGradients adjoint = Laboratory.Run(request, w, x, cotangent, samples).Gradients, shifted = Laboratory.Shift(request, w, x, cotangent, samples);
        Near.Equal(adjoint.Inputs, shifted.Inputs, Tolerance, $"inputs, {request.Readout}");
        Near.Equal(adjoint.Weights, shifted.Weights, Tolerance, $"weights, {request.Readout}");
    }

    private static bool IsShared(Circuit circuit, AngleSource source) =>
        circuit.Operations.Where(o => o.Gate.HasAngle && o.Angle.Source == source).GroupBy(o => o.Angle.Index).Any(g => g.Count() > 1);
}
