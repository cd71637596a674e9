using System.Globalization;

namespace QuantumCluster.Circuits;

/// <summary>Where an angle of a circuit template comes from.</summary>
public enum AngleSource : byte
{
    /// <summary>A number fixed in the template.</summary>
    Constant = 0,
    /// <summary>An entry of the weight vector, the same for every sample of a batch.</summary>
    Weight = 1,
    /// <summary>An entry of the input vector, one per sample.</summary>
    Input = 2,
}

/// <summary>An angle of a circuit template, in radians. <c>default</c> is the constant 0.</summary>
public readonly record struct Angle
{
    private Angle(AngleSource source, int index, double radians) => (Source, Index, Radians) = (source, index, radians);

    public AngleSource Source { get; }

    /// <summary>Index into the weights or inputs; 0 for constants.</summary>
    public int Index { get; }

    /// <summary>The value of a constant; 0 otherwise.</summary>
    public double Radians { get; }

    public static Angle FromRadians(double radians) => double.IsFinite(radians)
        ? new(AngleSource.Constant, 0, radians)
        : throw new ArgumentOutOfRangeException(nameof(radians), radians, "An angle must be a finite number of radians.");

    public static Angle Weight(int index) => new(AngleSource.Weight, NotNegative(index), 0);

    public static Angle Input(int index) => new(AngleSource.Input, NotNegative(index), 0);

    private static int NotNegative(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        return index;
    }

    public override string ToString() => Source switch
    {
        AngleSource.Weight => $"w{Index}",
        AngleSource.Input => $"x{Index}",
        _ => Radians.ToString("G4", CultureInfo.InvariantCulture),
    };
}
