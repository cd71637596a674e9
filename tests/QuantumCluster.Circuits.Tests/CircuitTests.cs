using QuantumCluster.Circuits.Gates;

namespace QuantumCluster.Circuits.Tests;

public class CircuitTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(-3)]
    [InlineData(Circuit.QubitLimit + 1)]
    public void Number_of_qubits_outside_the_limits_is_refused_with_the_limits(int qubits)
    {
        var e = Assert.Throws<ArgumentOutOfRangeException>(() => Circuit.Create(qubits, 0, 0, []));
        Assert.Contains("1 to 4096", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(0, -1)]
    public void Negative_counts_are_refused(int weights, int inputs) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Circuit.Create(1, weights, inputs, []));

    [Fact]
    public void Operation_beyond_the_last_qubit_is_named()
    {
        var e = Assert.Throws<ArgumentException>(() => Circuit.Create(2, 0, 0, [Operation.On(Gate.H, 1), Operation.On(Gate.H, 2)]));
        Assert.StartsWith("Operation 1 (H 2) names a qubit outside 0 to 1.", e.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Circuit.Create(2, 0, 0, [Operation.Controlled(Gate.CNOT, 2, 1)]));
        Assert.Throws<ArgumentException>(() => Circuit.Create(2, 0, 0, [Operation.On(Gate.H, -1)]));
    }

    [Fact]
    public void Negative_control_is_refused() =>
        Assert.ThrowsAny<ArgumentException>(() => Circuit.Create(2, 0, 0, [Operation.Controlled(Gate.CNOT, -1, 1)]));

    [Fact]
    public void Angle_beyond_the_weights_or_inputs_is_named()
    {
        var e = Assert.Throws<ArgumentException>(() => Circuit.Create(1, 2, 1, [Operation.On(Gate.RY, 0, Angle.Weight(2))]));
        Assert.StartsWith("Operation 0 (RY(w2) 0) names w2, but the circuit has 2 weights and 1 inputs.", e.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Circuit.Create(1, 2, 1, [Operation.On(Gate.RY, 0, Angle.Input(1))]));
        Assert.Single(Circuit.Create(1, 2, 1, [Operation.On(Gate.RY, 0, Angle.Weight(1))]).Operations);
    }
}
