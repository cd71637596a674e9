using QuantumCluster.Circuits;
using QuantumCluster.Circuits.Gates;
using QuantumCluster.Circuits.Kernels;
using QuantumCluster.Cutting.Variants;
using QuantumCluster.Devices.Profiles;
using QuantumCluster.Devices.Tests.Noise;
using QuantumCluster.Devices.Transpiling;
using QuantumCluster.Oracle;

namespace QuantumCluster.Devices.Tests.Transpiling;

public sealed class TranspilingTests
{
    /// <summary>Global phases apart a circuit in native gates is the circuit: without errors its probabilities are those of the state vector, in every basis.</summary>
    [Fact]
    public void Native_circuit_does_what_the_circuit_does()
    {
        for (ulong seed = 0; seed < 36; seed++)
        {
            FragmentProgram program = NoisyScene.Random(seed + 80, 1 + (int)(seed % 5), 30);
            DeviceProfile profile = NoisyScene.Faultless(new((Entangler)(seed % 3), (Coupling)(seed / 3 % 2), seed % 2 == 0), 5);
            double[] weights = Programs.Draw(seed + 100, 4), inputs = Programs.Draw(seed + 200, 9);
            Near.Equal(NoisyScene.Evaluate(Programs.Device, program, weights, inputs, 3), NoisyScene.Evaluate(new NoisyDevice(profile), program, weights, inputs, 3), 1e-12, $"circuit {seed} ");
        }
    }

    [Fact]
    public void On_a_line_only_neighbours_meet()
    {
        for (ulong seed = 0; seed < 12; seed++)
        {
            var circuit = NativeCircuit.Of(NoisyScene.Random(seed, 5, 30).Circuit, new(Entangler.Cz, Coupling.Line, true));
            Assert.All(circuit.Gates.OfType<NativeGate.Pair>(), pair => Assert.Equal(1, Math.Abs(pair.First - pair.Second)));
            Assert.Equal([0, 1, 2, 3, 4], circuit.Ends.Order());
        }
    }

    /// <summary>A star whose centre is qubit 0 has no order of the line without exchanges; one of three qubits has.</summary>
    [Fact]
    public void Qubits_stand_where_fewest_exchanges_are_needed()
    {
        Circuit Star(int qubits) => Circuit.Create(qubits, 0, 0, Enumerable.Range(1, qubits - 1).Select(q => Operation.Controlled(Gate.CNOT, 0, q)));
        Assert.Equal(2, Pairs(Star(3), Coupling.Line));
        Assert.Equal(4, Pairs(Star(5), Coupling.All));
        Assert.Equal(4 + 2 * 3, Pairs(Star(5), Coupling.Line));
    }

    /// <summary>RZ, CRZ = two CNOTs with a half turn on either side, RY, CNOT, RY, CRZ: five CNOTs, and on b one gate before, between and after them where there are turns.</summary>
    [Fact]
    public void Kernel_in_native_gates_is_what_the_page_says()
    {
        Circuit crz = Circuit.Create(2, 5, 0, Kernel.Crz.On(0, 1, 0));
        var native = NativeCircuit.Of(crz, NativeGates.Usual);
        Assert.Equal("Z2 | Z | Y | YZ | Z |", string.Join(' ', native.Gates.Select(g => g switch
        {
            NativeGate.Local local => string.Concat(local.Turns.Select(t => t.Axis)).Replace("ZZ", "Z2", StringComparison.Ordinal),
            _ => "|",
        })));
    }

    private static int Pairs(Circuit circuit, Coupling coupling) => NativeCircuit.Of(circuit, new(Entangler.Cnot, coupling, true)).Gates.OfType<NativeGate.Pair>().Count();
}
