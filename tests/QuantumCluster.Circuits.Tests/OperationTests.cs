using QuantumCluster.Circuits.Gates;

namespace QuantumCluster.Circuits.Tests;

public class OperationTests
{
    [Fact]
    public void Control_is_demanded_where_the_gate_has_one_and_refused_where_not()
    {
        Assert.Contains("CNOT needs a control", Assert.Throws<ArgumentException>(() => Operation.On(Gate.CNOT, 0)).Message, StringComparison.Ordinal);
        Assert.Contains("H takes no control", Assert.Throws<ArgumentException>(() => Operation.Controlled(Gate.H, 0, 1)).Message, StringComparison.Ordinal);
        Assert.Contains("qubit 3 as control and as target", Assert.Throws<ArgumentException>(() => Operation.Controlled(Gate.CNOT, 3, 3)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Angle_on_a_gate_without_one_is_refused()
    {
        Assert.Contains("H takes no angle", Assert.Throws<ArgumentException>(() => Operation.On(Gate.H, 0, Angle.FromRadians(1))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Operation.Controlled(Gate.CNOT, 0, 1, Angle.Weight(0)));
    }

    [Fact]
    public void Touch_and_diagonality_follow_control_and_target()
    {
        Operation cry = Operation.Controlled(Gate.CRY, 1, 2, Angle.Weight(0)), crz = Operation.Controlled(Gate.CRZ, 1, 2, Angle.Weight(0));
        Assert.True(cry.Touches(1) && cry.Touches(2) && !cry.Touches(0));
        Assert.True(cry.IsDiagonalOn(1) && cry.IsDiagonalOn(0) && !cry.IsDiagonalOn(2));
        Assert.True(crz.IsDiagonalOn(1) && crz.IsDiagonalOn(2));
    }

    [Fact]
    public void Relabelled_operation_keeps_its_gate()
    {
        Operation moved = Operation.Controlled(Gate.CRY, 1, 2, Angle.Weight(9)).Relabel(q => q + 10, Angle.Weight(4));
        Assert.Equal(Operation.Controlled(Gate.CRY, 11, 12, Angle.Weight(4)), moved);
        Assert.Equal(-1, Operation.On(Gate.H, 0).Relabel(q => q + 1, default).Control);
    }
}
