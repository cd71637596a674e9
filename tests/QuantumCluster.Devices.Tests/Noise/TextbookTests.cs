using QuantumCluster.Circuits;
using QuantumCluster.Circuits.Gates;
using QuantumCluster.Cutting.Variants;
using QuantumCluster.Devices.Noise;
using QuantumCluster.Devices.Profiles;

namespace QuantumCluster.Devices.Tests.Noise;

/// <summary>
/// Single channels with a closed form each. A qubit waits while gates whose control is |0⟩ do nothing to it: of no time themselves but that of
/// the entangling gate.
/// </summary>
public sealed class TextbookTests
{
    private const double Never = double.PositiveInfinity;
    private const double GateTime = 2e-6;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(9)]
    public void Excited_qubit_decays_with_T1(int gates) =>
        Close([1 - Math.Exp(-gates * GateTime / 30e-6), Math.Exp(-gates * GateTime / 30e-6)], Idle(Noise(t1: 30e-6, t2: 20e-6), gates, Preparation.One, Basis.Z));

    [Theory]
    [InlineData(Preparation.Plus, Basis.X)]
    [InlineData(Preparation.PlusI, Basis.Y)]
    public void Superposition_loses_its_phase_with_T2(Preparation preparation, Basis basis)
    {
        for (int gates = 0; gates < 10; gates += 3)
            Close([0.5 + 0.5 * Math.Exp(-gates * GateTime / 20e-6), 0.5 - 0.5 * Math.Exp(-gates * GateTime / 20e-6)], Idle(Noise(t1: 30e-6, t2: 20e-6), gates, preparation, basis));
    }

    [Fact]
    public void Pure_decay_takes_the_phase_at_half_its_rate() =>
        Close([0.5 + 0.5 * Math.Exp(-8 * GateTime / 60e-6), 0.5 - 0.5 * Math.Exp(-8 * GateTime / 60e-6)], Idle(Noise(t1: 30e-6, t2: 60e-6), 8, Preparation.Plus, Basis.X));

    [Fact]
    public void Ground_state_does_not_decay() => Close([1, 0], Idle(Noise(t1: 1e-6, t2: 1e-6), 9, Preparation.Zero, Basis.Z));

    /// <summary>Depolarising of average infidelity r has λ = r d/(d − 1): a pair keeps its state with (1 − λ)^k + (1 − (1 − λ)^k)/4, so one of the two with half.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void Entangling_gates_depolarise_by_their_infidelity(int gates)
    {
        double kept = Math.Pow(1 - 0.03 * 4 / 3, gates);
        Close([kept + (1 - kept) / 2, (1 - kept) / 2], Idle(Noise(twoQubit: 0.03), gates, Preparation.Zero, Basis.Z));
    }

    /// <summary>Of a state orthogonal to the wanted one there is λ/2 = r after one gate on one qubit.</summary>
    [Fact]
    public void Gate_on_one_qubit_fails_with_its_infidelity() => Close([0.02, 0.98], Idle(Noise(oneQubit: 0.02), 0, Preparation.One, Basis.Z));

    /// <summary>Where relaxation makes up the published error there is nothing left to depolarise.</summary>
    [Fact]
    public void Published_error_counts_relaxation_in()
    {
        double relaxedOnly = Idle(Noise(t1: 30e-6, t2: 60e-6), 1, Preparation.One, Basis.Z)[1];
        double infidelity = 1 - PairFidelity(GateTime, 30e-6, 60e-6);
        Assert.Equal(relaxedOnly, Idle(Noise(t1: 30e-6, t2: 60e-6, twoQubit: infidelity * 0.999), 1, Preparation.One, Basis.Z)[1], 1e-15);
        Assert.True(Idle(Noise(t1: 30e-6, t2: 60e-6, twoQubit: infidelity * 1.5), 1, Preparation.One, Basis.Z)[1] < relaxedOnly - 1e-3);
    }

    [Fact]
    public void Readout_takes_each_value_for_the_other_with_its_own_chance()
    {
        DeviceNoise noise = Noise(oneForZero: 0.03, zeroForOne: 0.11);
        Close([0.97, 0.03], Idle(noise, 3, Preparation.Zero, Basis.Z));
        Close([0.11, 0.89], Idle(noise, 3, Preparation.One, Basis.Z));
        Close([0.11, 0.89], Idle(noise, 0, Preparation.Minus, Basis.X));
    }

    /// <summary>((Tr R)/4 · (Tr R)/4 · 4 + 1)/5 with the transfer matrix R of relaxation on each of two qubits.</summary>
    private static double PairFidelity(double seconds, double t1, double t2)
    {
        double one = (1 + Math.Exp(-seconds / t1) + 2 * Math.Exp(-seconds / t2)) / 4;
        return (4 * one * one + 1) / 5;
    }

    private static DeviceNoise Noise(double oneQubit = 0, double twoQubit = 0, double t1 = Never, double t2 = Never, double oneForZero = 0, double zeroForOne = 0) =>
        DeviceNoise.Uniform(2, oneQubit, twoQubit, t1, t2, oneForZero, zeroForOne);

    /// <summary>What is read from qubit 1 after CNOTs from qubit 0, which is |0⟩; by matrices, after the density matrix has said the same.</summary>
    private static double[] Idle(DeviceNoise noise, int gates, Preparation preparation, Basis basis)
    {
        var profile = DeviceProfile.Create("textbook", 2, times: new DeviceTimes { TwoQubitGate = GateTime }, noise: noise);
        var circuit = Circuit.Create(2, 0, 0, Enumerable.Repeat(Operation.Controlled(Gate.CNOT, 0, 1), gates));
        var program = new FragmentProgram(circuit, [1], [1], [new([preparation], [basis])]);
        double[] matrices = NoisyScene.Evaluate(new NoisyDevice(profile), program, [], [], 1);
        Close(NoisyScene.Evaluate(new NoisyDevice(profile, NoiseMethod.DensityMatrix), program, [], [], 1), matrices);
        return matrices;
    }

    private static void Close(double[] expected, double[] actual, double tolerance = 1e-14)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], tolerance);
    }
}
