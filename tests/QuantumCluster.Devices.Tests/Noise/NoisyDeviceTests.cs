using QuantumCluster.Circuits.Kernels;
using QuantumCluster.Cutting.Variants;
using QuantumCluster.Devices.Profiles;
using QuantumCluster.Oracle;

namespace QuantumCluster.Devices.Tests.Noise;

public sealed class NoisyDeviceTests
{
    [Theory]
    [InlineData("crz", Entangler.Cnot, true)]
    [InlineData("cry", Entangler.Cz, true)]
    [InlineData("canonical", Entangler.Xx, true)]
    [InlineData("su4", Entangler.Cnot, false)]
    [InlineData("su4", Entangler.Xx, false)]
    public void Probabilities_are_the_oracles(string kernel, Entangler entangler, bool virtualZ)
    {
        FragmentProgram program = Ladder(kernel, 1, 4);
        DeviceProfile profile = NoisyScene.Harsh(entangler, virtualZ, 4);
        const int samples = 2;
        double[] weights = Programs.Draw(1, program.Circuit.WeightCount), inputs = Programs.Draw(2, program.Circuit.InputCount * samples);
        double[] table = NoisyScene.Evaluate(new NoisyDevice(profile), program, weights, inputs, samples);
        for (int v = 0; v < program.Variants.Length; v++)
            for (int s = 0; s < samples; s++)
                Near.Equal(NoisyScene.Oracle(profile, program, v, weights, Programs.Columns(inputs, samples, s, 1)), NoisyScene.Of(table, program, v, s, samples), 1e-12, $"variant {v} sample {s}");
    }

    private static FragmentProgram Ladder(string kernel, int layers, int qubits) => new(new Ladder(qubits, layers, Kernel.Named(kernel)!).ToCircuit(), [0, 2], [3, 0, 1],
    [
        new([Preparation.Zero, Preparation.PlusI], [Basis.Z, Basis.Z, Basis.X]), new([Preparation.One, Preparation.Plus], [Basis.Z, Basis.X, Basis.Y]),
        new([Preparation.Minus, Preparation.MinusI], [Basis.Z, Basis.Y, Basis.Z]),
    ]);
}
