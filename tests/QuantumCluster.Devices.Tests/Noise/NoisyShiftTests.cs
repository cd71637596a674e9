using QuantumCluster.Circuits;
using QuantumCluster.Circuits.Kernels;
using QuantumCluster.Cutting.Jobs;
using QuantumCluster.Cutting.Variants;
using QuantumCluster.Oracle;

namespace QuantumCluster.Devices.Tests.Noise;

public sealed class NoisyShiftTests
{
    /// <summary>
    /// The rules stay exact under noise: a CRZ or CRY becomes two half turns with noise between them, and a product of two half turns has the
    /// frequencies 0, 1/2 and 1 that the four terms are made for.
    /// </summary>
    [Theory]
    [InlineData("crz")]
    [InlineData("cry")]
    [InlineData("su4")]
    public void Parameter_shift_is_the_slope_of_the_noisy_probabilities(string kernel)
    {
        Circuit circuit = new Ladder(3, 1, Kernel.Named(kernel)!).ToCircuit();
        var program = new FragmentProgram(circuit, [0], [2, 1], [new([Preparation.PlusI], [Basis.X, Basis.Y]), new([Preparation.One], [Basis.Z, Basis.X])]);
        var device = new NoisyDevice(NoisyScene.Harsh());
        double[] weights = Programs.Draw(1, circuit.WeightCount), inputs = Programs.Draw(2, circuit.InputCount), cotangents = Programs.Draw(3, 2 * program.OutcomeCount);
        double Value(double[] w, double[] x) => NoisyScene.Evaluate(device, program, w, x, 1).Zip(cotangents, (p, c) => p * c).Sum();

        var shifted = Assert.IsType<JobOutcome.Differentiated>(device.Run(program, Programs.Job(program, weights, inputs, 1, new JobAsk.ShiftProduct(cotangents, null, default))));
        Near.Equal(ReferenceSimulator.Slopes(weights, w => Value(w, inputs)), shifted.WeightPartials, 1e-8, "weight ");
        Near.Equal(ReferenceSimulator.Slopes(inputs, x => Value(weights, x)), shifted.InputGradients, 1e-8, "input ");
    }
}
