using QuantumCluster.Circuits;
using QuantumCluster.Circuits.Gates;

namespace QuantumCluster.Devices.Fused;

/// <summary>A gate inside a block: on the block's first qubit (bit 1 of its index) or second (bit 0), perhaps controlled by the other.</summary>
internal readonly struct BlockGate
{
    private readonly Gate _gate;
    private readonly Matrix2 _constant;

    public BlockGate(Operation operation, int firstQubit)
    {
        _gate = operation.Gate;
        TargetBit = operation.Target == firstQubit ? 2 : 1;
        IsControlled = operation.Control >= 0;
        Weight = operation.Angle.Source == AngleSource.Weight ? operation.Angle.Index : -1;
        _constant = Weight < 0 ? _gate.Matrix(operation.Angle.Radians) : default;
        Generator = Weight < 0 ? default : _gate.Derivative(0);
    }

    /// <summary>2 for the first qubit, 1 for the second.</summary>
    public int TargetBit { get; }

    public bool IsControlled { get; }

    /// <summary>Index of the weight that is the angle, −1 for a constant gate.</summary>
    public int Weight { get; }

    /// <summary>dU/dθ · U⁻¹ on the target, where a control is |1⟩; the gates of the table are exponentials, so it is the derivative at 0.</summary>
    public Matrix2 Generator { get; }

    public Matrix2 Matrix(ReadOnlySpan<double> weights) => Weight < 0 ? _constant : _gate.Matrix(weights[Weight]);
}
