using QuantumCluster.Circuits;
using QuantumCluster.Circuits.Gates;
using QuantumCluster.Devices.Profiles;

namespace QuantumCluster.Devices.Transpiling;

/// <summary>The gates of the table as turns and entangling gates, equal up to a global phase.</summary>
internal static class Decomposition
{
    private const double Half = Math.PI / 2;

    /// <exception cref="NotSupportedException">A gate that has no decomposition here.</exception>
    public static IEnumerable<NativeGate> Of(Operation operation, int control, int target, Entangler entangler)
    {
        if (operation.Gate.Controls == 0) return [new NativeGate.Local(target, [.. Turns(operation)])];
        if (operation.Gate == Gate.CNOT) return Cnot(control, target, entangler);
        Axis axis = operation.Gate == Gate.CRY ? Axis.Y : operation.Gate == Gate.CRZ ? Axis.Z
            : throw new NotSupportedException($"Gate {operation.Gate} has no decomposition into native gates.");

        // Half a turn forth, and half a turn back where the control does not flip the target in between.
        return [Turned(target, axis, operation.Angle, 0.5), .. Cnot(control, target, entangler), Turned(target, axis, operation.Angle, -0.5), .. Cnot(control, target, entangler)];
    }

    public static IEnumerable<NativeGate> Swap(int a, int b, Entangler entangler) => [.. Cnot(a, b, entangler), .. Cnot(b, a, entangler), .. Cnot(a, b, entangler)];

    private static IEnumerable<Turn> Turns(Operation operation) => operation.Gate switch
    {
        var g when g == Gate.H => [Turn.By(Axis.Z, Math.PI), Turn.By(Axis.Y, Half)],
        var g when g == Gate.X => [Turn.By(Axis.X, Math.PI)],
        var g when g == Gate.S => [Turn.By(Axis.Z, Half)],
        var g when g == Gate.SDagger => [Turn.By(Axis.Z, -Half)],
        var g when g == Gate.RX => [new Turn(Axis.X, operation.Angle)],
        var g when g == Gate.RY => [new Turn(Axis.Y, operation.Angle)],
        var g when g == Gate.RZ => [new Turn(Axis.Z, operation.Angle)],
        var g => throw new NotSupportedException($"Gate {g} has no decomposition into native gates."),
    };

    private static IEnumerable<NativeGate> Cnot(int control, int target, Entangler entangler) => entangler switch
    {
        Entangler.Cnot => [new NativeGate.Pair(control, target)],
        Entangler.Cz => [Fixed(target, Axis.Y, -Half), new NativeGate.Pair(control, target), Fixed(target, Axis.Y, Half)],
        Entangler.Xx =>
        [
            Fixed(control, Axis.Y, Half), new NativeGate.Pair(control, target),
            Fixed(control, Axis.X, -Half), Fixed(target, Axis.X, -Half), Fixed(control, Axis.Y, -Half),
        ],
        _ => throw new NotSupportedException($"{entangler} is no entangling gate."),
    };

    private static NativeGate.Local Fixed(int place, Axis axis, double radians) => new(place, [Turn.By(axis, radians)]);

    private static NativeGate.Local Turned(int place, Axis axis, Angle angle, double factor) => new(place, [new Turn(axis, angle, factor)]);
}
