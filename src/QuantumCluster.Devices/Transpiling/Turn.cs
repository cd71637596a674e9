using QuantumCluster.Circuits;

namespace QuantumCluster.Devices.Transpiling;

/// <summary>An axis of the Bloch sphere; the value is the Pauli operator's number.</summary>
internal enum Axis : byte
{
    X = 1,
    Y = 2,
    Z = 3,
}

/// <summary>A rotation of one qubit, exp(−iφ/2 · axis), by φ = <paramref name="Factor"/> times an angle of the template.</summary>
internal readonly record struct Turn(Axis Axis, Angle Angle, double Factor = 1)
{
    public static Turn By(Axis axis, double radians) => new(axis, Angle.FromRadians(radians));

    public bool TakesInput => Angle.Source == AngleSource.Input;

    /// <summary>φ in radians.</summary>
    /// <param name="inputs">Of one sample.</param>
    public double Radians(ReadOnlySpan<double> weights, ReadOnlySpan<double> inputs) => Factor * Angle.Source switch
    {
        AngleSource.Weight => weights[Angle.Index],
        AngleSource.Input => inputs[Angle.Index],
        _ => Angle.Radians,
    };
}
