using System.Collections.Immutable;
using System.Numerics;
using QuantumCluster.Circuits.Numerics;

namespace QuantumCluster.Circuits.Gates;

/// <summary>
/// One row of the gate table: a one-qubit matrix, put on a target, with no or one control. Everything that treats gates
/// (devices, shift rules, golden-cut detection, drawing, the wire) reads it from the row.
/// </summary>
public sealed class Gate
{
    private readonly Func<double, Matrix2> _matrix;
    private readonly Func<double, Matrix2> _derivative;
    private readonly Func<Gate>? _inverse;

    private Gate(byte code, string name, int controls, bool hasAngle, bool diagonal,
        Func<double, Matrix2> matrix, Func<double, Matrix2>? derivative = null, Func<Gate>? inverse = null, ImmutableArray<ShiftTerm> shiftRule = default)
    {
        (Code, Name, Controls, HasAngle, IsDiagonal, _matrix) = (code, name, controls, hasAngle, diagonal, matrix);
        _derivative = derivative ?? (_ => default);
        _inverse = inverse;
        ShiftRule = shiftRule.IsDefault ? [] : shiftRule;
    }

    /// <summary>Stable number of the row in canonical encodings and on the wire.</summary>
    public byte Code { get; }

    public string Name { get; }

    /// <summary>0 or 1. A controlled gate acts on its target where the control is |1⟩.</summary>
    public int Controls { get; }

    /// <summary>True for RX, RY, RZ, CRY, CRZ: the gate takes an angle in radians.</summary>
    public bool HasAngle { get; }

    /// <summary>True when the target's matrix is diagonal for every angle: the gate then never moves population of its target.</summary>
    public bool IsDiagonal { get; }

    /// <summary>The parameter-shift rule for the angle; empty for gates without one. Two terms for RX, RY, RZ, four for CRY and CRZ.</summary>
    public ImmutableArray<ShiftTerm> ShiftRule { get; }

    /// <summary>The target's matrix at <paramref name="radians"/> (ignored by gates without an angle).</summary>
    public Matrix2 Matrix(double radians) => _matrix(radians);

    /// <summary>Derivative of <see cref="Matrix"/> by the angle; zero for gates without one.</summary>
    public Matrix2 Derivative(double radians) => _derivative(radians);

    /// <summary>The row whose matrix, at the negated angle, is the inverse of this one.</summary>
    public Gate Inverse => _inverse is null ? this : _inverse();

    public override string ToString() => Name;

    private const double R = 0.70710678118654752440; // 1/√2

    private static readonly ImmutableArray<ShiftTerm> TwoTerms = [new(Math.PI / 2, 0.5), new(-Math.PI / 2, -0.5)];

    // Generator eigenvalues {-1/2, 0, 0, +1/2}: Anselmetti et al., New J. Phys. 23, 113010 (2021).
    private static readonly ImmutableArray<ShiftTerm> FourTerms =
    [
        new(Math.PI / 2, (Math.Sqrt(2) + 1) / (4 * Math.Sqrt(2))),
        new(-Math.PI / 2, -(Math.Sqrt(2) + 1) / (4 * Math.Sqrt(2))),
        new(3 * Math.PI / 2, -(Math.Sqrt(2) - 1) / (4 * Math.Sqrt(2))),
        new(-3 * Math.PI / 2, (Math.Sqrt(2) - 1) / (4 * Math.Sqrt(2))),
    ];

    public static Gate H { get; } = new(1, "H", 0, false, false, _ => new(R, R, R, -R));

    public static Gate X { get; } = new(2, "X", 0, false, false, _ => new(0, 1, 1, 0));

    public static Gate S { get; } = new(3, "S", 0, false, true, _ => new(1, 0, 0, Complex.ImaginaryOne), inverse: () => SDagger!);

    public static Gate SDagger { get; } = new(4, "S†", 0, false, true, _ => new(1, 0, 0, -Complex.ImaginaryOne), inverse: () => S);

    public static Gate RX { get; } = new(5, "RX", 0, true, false, RotationX, RotationXDerivative, shiftRule: TwoTerms);

    /// <summary>Paper, equation (4).</summary>
    public static Gate RY { get; } = new(6, "RY", 0, true, false, RotationY, RotationYDerivative, shiftRule: TwoTerms);

    /// <summary>Paper, equation (5).</summary>
    public static Gate RZ { get; } = new(7, "RZ", 0, true, true, RotationZ, RotationZDerivative, shiftRule: TwoTerms);

    /// <summary>Paper, equation (7).</summary>
    public static Gate CNOT { get; } = new(8, "CNOT", 1, false, false, _ => new(0, 1, 1, 0));

    /// <summary>Paper, equation (6): RY on the target where the control is |1⟩.</summary>
    public static Gate CRY { get; } = new(9, "CRY", 1, true, false, RotationY, RotationYDerivative, shiftRule: FourTerms);

    /// <summary>diag(1, 1, e^{-iθ/2}, e^{+iθ/2}) on |control, target⟩.</summary>
    public static Gate CRZ { get; } = new(10, "CRZ", 1, true, true, RotationZ, RotationZDerivative, shiftRule: FourTerms);

    /// <summary>All rows, in order of their codes.</summary>
    public static ImmutableArray<Gate> All { get; } = [H, X, S, SDagger, RX, RY, RZ, CNOT, CRY, CRZ];

    /// <summary>The row with this code, or null when there is none.</summary>
    public static Gate? WithCode(byte code) => code >= 1 && code <= All.Length ? All[code - 1] : null;

    private static Matrix2 RotationX(double t)
    {
        var (s, c) = SineCosine.Of(t / 2);
        return new(c, new Complex(0, -s), new Complex(0, -s), c);
    }

    private static Matrix2 RotationXDerivative(double t)
    {
        var (s, c) = SineCosine.Of(t / 2);
        return new(-s / 2, new Complex(0, -c / 2), new Complex(0, -c / 2), -s / 2);
    }

    private static Matrix2 RotationY(double t)
    {
        var (s, c) = SineCosine.Of(t / 2);
        return new(c, -s, s, c);
    }

    private static Matrix2 RotationYDerivative(double t)
    {
        var (s, c) = SineCosine.Of(t / 2);
        return new(-s / 2, -c / 2, c / 2, -s / 2);
    }

    private static Matrix2 RotationZ(double t)
    {
        var (s, c) = SineCosine.Of(t / 2);
        return new(new Complex(c, -s), 0, 0, new Complex(c, s));
    }

    private static Matrix2 RotationZDerivative(double t)
    {
        var (s, c) = SineCosine.Of(t / 2);
        return new(new Complex(-s / 2, -c / 2), 0, 0, new Complex(-s / 2, c / 2));
    }
}
