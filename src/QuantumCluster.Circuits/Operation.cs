using QuantumCluster.Circuits.Gates;

namespace QuantumCluster.Circuits;

/// <summary>One gate placed in a circuit: on <see cref="Target"/>, and, for controlled gates, from <see cref="Control"/>.</summary>
public sealed record Operation
{
    private Operation(Gate gate, int control, int target, Angle angle) => (Gate, Control, Target, Angle) = (gate, control, target, angle);

    public Gate Gate { get; }

    /// <summary>The controlling qubit, or −1 for gates without a control.</summary>
    public int Control { get; }

    public int Target { get; }

    /// <summary>The constant 0 for gates without an angle.</summary>
    public Angle Angle { get; }

    /// <summary>A gate without a control on one qubit.</summary>
    public static Operation On(Gate gate, int target, Angle angle = default)
    {
        if (gate.Controls != 0) throw new ArgumentException($"{gate} needs a control: use Operation.Controlled.", nameof(gate));
        return new(gate, -1, target, Checked(gate, angle));
    }

    public static Operation Controlled(Gate gate, int control, int target, Angle angle = default)
    {
        if (gate.Controls != 1) throw new ArgumentException($"{gate} takes no control: use Operation.On.", nameof(gate));
        ArgumentOutOfRangeException.ThrowIfNegative(control);
        if (control == target) throw new ArgumentException($"{gate} has qubit {target} as control and as target; they must differ.", nameof(control));
        return new(gate, control, target, Checked(gate, angle));
    }

    /// <summary>True when the operation touches <paramref name="qubit"/>.</summary>
    public bool Touches(int qubit) => Target == qubit || Control == qubit;

    /// <summary>True when the operation is block-diagonal in the computational basis of <paramref name="qubit"/>: it never moves that qubit's population.</summary>
    public bool IsDiagonalOn(int qubit) => Control == qubit || Target != qubit || Gate.IsDiagonal;

    /// <summary>The same gate on other qubits and with another angle.</summary>
    public Operation Relabel(Func<int, int> qubit, Angle angle) => new(Gate, Control < 0 ? -1 : qubit(Control), qubit(Target), angle);

    private static Angle Checked(Gate gate, Angle angle) => gate.HasAngle ? angle
        : angle == default ? default
        : throw new ArgumentException($"{gate} takes no angle.", nameof(angle));

    public override string ToString() =>
        $"{Gate}{(Gate.HasAngle ? $"({Angle})" : "")} {(Control < 0 ? "" : $"{Control}→")}{Target}";
}
