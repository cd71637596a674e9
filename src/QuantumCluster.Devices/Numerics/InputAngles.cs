using System.Numerics;
using QuantumCluster.Circuits.Numerics;

namespace QuantumCluster.Devices.Numerics;

/// <summary>
/// Brings angles of rotations to where a float holds them well, ±2π, while they are still doubles; doubles stay as they are. Keeps a buffer
/// of its own: not safe for concurrent calls, and what it hands out lasts until the next.
/// </summary>
internal sealed class InputAngles(Precision precision)
{
    private const double Limit = Math.Tau;

    /// <summary>Rotations by θ and θ + 4π are the same.</summary>
    private const double Period = 2 * Math.Tau;

    private double[] _within = [];

    /// <param name="radians">Finite.</param>
    /// <returns>The same angles where all can stay, else others of equal rotations. An angle's own size decides, never its neighbours'.</returns>
    public ReadOnlySpan<double> Within(ReadOnlySpan<double> radians)
    {
        if (precision == Precision.Double || !AnyBeyond(radians)) return radians;
        if (_within.Length < radians.Length) _within = new double[radians.Length];
        for (int i = 0; i < radians.Length; i++) _within[i] = Math.Abs(radians[i]) > Limit ? Math.IEEERemainder(radians[i], Period) : radians[i];
        return _within.AsSpan(0, radians.Length);
    }

    private static bool AnyBeyond(ReadOnlySpan<double> radians)
    {
        var limit = new Vector<double>(Limit);
        int i = 0;
        for (; i + Vector<double>.Count <= radians.Length; i += Vector<double>.Count)
            if (Vector.GreaterThanAny(Vector.Abs(new Vector<double>(radians[i..])), limit)) return true;
        for (; i < radians.Length; i++)
            if (Math.Abs(radians[i]) > Limit) return true;
        return false;
    }
}
