using QuantumCluster.Circuits;
using QuantumCluster.Circuits.Gates;

namespace QuantumCluster.Devices.Fused;

/// <summary>
/// The start of one qubit's wire, up to its first gate with another qubit: a real state, at most one RY(input) on it, then gates with
/// constant or weight angles, which its first block takes in.
/// </summary>
internal sealed class Wire(bool isPrepared)
{
    private readonly List<Operation> _leading = [];

    /// <summary>Amplitudes of |0⟩ and |1⟩ before the encoding.</summary>
    public (double Zero, double One) Start { get; private set; } = (1, 0);

    /// <summary>The input that encodes this qubit, −1 for none.</summary>
    public int Input { get; private set; } = -1;

    public IReadOnlyList<Operation> Leading => _leading;

    /// <summary>Takes in the next gate on this qubit alone; false when that is no start of the shape above.</summary>
    public bool Add(Operation operation)
    {
        bool isUntouched = !isPrepared && _leading.Count == 0 && Input < 0;
        if (operation.Angle.Source == AngleSource.Input)
        {
            if (!isUntouched || operation.Gate != Gate.RY) return false;
            Input = operation.Angle.Index;
            return true;
        }

        Matrix2 m = isUntouched && operation.Angle.Source == AngleSource.Constant ? operation.Gate.Matrix(operation.Angle.Radians) : default;
        bool isReal = m != default && m.M00.Imaginary == 0 && m.M01.Imaginary == 0 && m.M10.Imaginary == 0 && m.M11.Imaginary == 0;
        if (isReal) Start = (m.M00.Real * Start.Zero + m.M01.Real * Start.One, m.M10.Real * Start.Zero + m.M11.Real * Start.One);
        else _leading.Add(operation);
        return true;
    }
}
