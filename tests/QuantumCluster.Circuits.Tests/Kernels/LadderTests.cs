using QuantumCluster.Circuits.Gates;
using QuantumCluster.Circuits.Kernels;
using QuantumCluster.Oracle;

namespace QuantumCluster.Circuits.Tests.Kernels;

public class LadderTests
{
    [Theory]
    [InlineData("crz", 35)]
    [InlineData("cry", 35)]
    [InlineData("canonical", 21)]
    [InlineData("su4", 77)]
    public void Eight_qubit_layer_has_the_weights_of_seven_kernels(string kernel, int weights)
    {
        var ladder = new Ladder(8, 1, Kernel.Named(kernel)!);
        Assert.Equal(weights, ladder.WeightCount);
        Assert.Equal(weights, ladder.ToCircuit().WeightCount);
        Assert.Equal(2 * weights, new Ladder(8, 2, Kernel.Named(kernel)!).WeightCount);
    }

    [Theory]
    [InlineData(2, 1, "crz")]
    [InlineData(5, 1, "cry")]
    [InlineData(5, 2, "canonical")]
    [InlineData(6, 3, "su4")]
    [InlineData(6, 2, "crz")]
    public void Ladder_prepares_the_state_of_its_definition(int qubits, int layers, string kernel)
    {
        var ladder = new Ladder(qubits, layers, Kernel.Named(kernel)!);
        KeyedRandom random = new Seed(9).For(kernel).Generator();
        double[] x = [.. Enumerable.Range(0, qubits).Select(_ => random.NextDouble(-3, 3))], w = [.. Enumerable.Range(0, ladder.WeightCount).Select(_ => random.NextDouble(-3, 3))];
        var expected = ReferenceSimulator.Ladder(qubits, layers, kernel, x, w).Amplitudes;
        var actual = ReferenceCircuits.Run(ladder.ToCircuit(), x, w).Amplitudes;
        for (int k = 0; k < expected.Count; k++) Assert.True((expected[k] - actual[k]).Magnitude < 1e-13);
    }

    [Fact]
    public void Reupload_encodes_one_qubit_again_between_its_two_kernels()
    {
        var ladder = new Ladder(8, 1, Kernel.Crz);
        Circuit plain = ladder.ToCircuit(), reupload = ladder.ToCircuitWithReupload(3);
        int at = ladder.FirstOperationOf(0, 3);
        Assert.Equal(plain.Operations.Take(at), reupload.Operations.Take(at));
        Assert.Equal([Operation.On(Gate.H, 3), Operation.On(Gate.RY, 3, Angle.Input(3))], reupload.Operations.Skip(at).Take(2));
        Assert.Equal(plain.Operations.Skip(at), reupload.Operations.Skip(at + 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => ladder.ToCircuitWithReupload(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => ladder.ToCircuitWithReupload(7));
    }

    [Fact]
    public void Encoding_comes_first_and_kernels_go_down_the_ladder()
    {
        Circuit circuit = new Ladder(4, 2, Kernel.Crz).ToCircuit();
        for (int q = 0; q < 4; q++)
        {
            Assert.Equal(Operation.On(Gate.H, q), circuit.Operations[2 * q]);
            Assert.Equal(Operation.On(Gate.RY, q, Angle.Input(q)), circuit.Operations[2 * q + 1]);
        }

        int[] uppers = [.. circuit.Operations.Where(o => o.Gate == Gate.CNOT).Select(o => o.Control)];
        Assert.Equal([0, 1, 2, 0, 1, 2], uppers);
        int[] weights = [.. circuit.Operations.Where(o => o.Angle.Source == AngleSource.Weight).Select(o => o.Angle.Index)];
        Assert.Equal(Enumerable.Range(0, 30), weights);
    }

    [Theory]
    [InlineData("crz")]
    [InlineData("canonical")]
    [InlineData("su4")]
    public void First_operation_of_a_kernel_is_where_it_begins(string name)
    {
        var ladder = new Ladder(6, 2, Kernel.Named(name)!);
        Circuit circuit = ladder.ToCircuit();
        for (int layer = 0; layer < 2; layer++)
            for (int upper = 0; upper < 5; upper++)
            {
                Operation expected = ladder.Kernel.On(upper, upper + 1, (layer * 5 + upper) * ladder.Kernel.WeightCount).First();
                Assert.Equal(expected, circuit.Operations[ladder.FirstOperationOf(layer, upper)]);
            }
    }

    [Fact]
    public void Initial_weights_stay_within_a_quarter_of_pi_and_follow_the_seed()
    {
        var ladder = new Ladder(8, 1, Kernel.Su4);
        double[] a = ladder.InitialWeights(new Seed(1)), again = ladder.InitialWeights(new Seed(1)), other = ladder.InitialWeights(new Seed(2));
        Assert.Equal(a, again);
        Assert.NotEqual(a, other);
        Assert.All(a, w => Assert.InRange(w, -Math.PI / 4, Math.PI / 4));
        Assert.Contains(a, w => w > 0.5);
        Assert.Contains(a, w => w < -0.5);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(0, 1)]
    [InlineData(Circuit.QubitLimit + 1, 1)]
    [InlineData(8, 0)]
    [InlineData(8, -1)]
    public void Ladder_that_is_none_is_refused(int qubits, int layers) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Ladder(qubits, layers, Kernel.Crz));
}
