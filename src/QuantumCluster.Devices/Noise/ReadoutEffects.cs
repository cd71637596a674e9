using QuantumCluster.Circuits.Numerics;
using QuantumCluster.Cutting.Lanes;
using QuantumCluster.Cutting.Variants;
using QuantumCluster.Devices.Profiles;
using QuantumCluster.Devices.Transpiling;

namespace QuantumCluster.Devices.Noise;

/// <summary>
/// The chance to read 0 or 1 from a qubit, as a linear function of its expectation values of I, X, Y, Z before the last slot: turning the
/// basis with its errors, then the confusion of the readout.
/// </summary>
internal sealed class ReadoutEffects
{
    private static readonly int BasisCount = Enum.GetValues<Basis>().Length;

    private readonly double[][] _effects; // [measured qubit, basis][read value, operator]

    public ReadoutEffects(Timetable timetable, GateErrors errors)
    {
        _effects = new double[timetable.MeasuredPlaces.Length * BasisCount][];
        for (int m = 0; m < timetable.MeasuredPlaces.Length; m++)
            foreach (Basis basis in Enum.GetValues<Basis>())
                _effects[m * BasisCount + (int)basis] = Effect(timetable.TurnBasis(m, basis), errors, timetable.MeasuredPlaces[m]);
    }

    /// <returns>[read value, operator I, X, Y, Z].</returns>
    public ReadOnlySpan<double> Of(int measured, Basis basis) => _effects[measured * BasisCount + (int)basis];

    private static double[] Effect(IEnumerable<NoiseEvent.OfOne> events, GateErrors errors, int place)
    {
        Span<Lanes128> table = stackalloc Lanes128[8]; // [operator after, operator before], two columns in a vector
        Span<double> row = stackalloc double[4];
        for (int i = 0; i < 4; i++)
        {
            row.Clear();
            row[i] = 1;
            (table[2 * i], table[2 * i + 1]) = (Lanes128.Load(row), Lanes128.Load(row[2..]));
        }

        foreach (NoiseEvent.OfOne happened in events)
            LocalEvents.Apply(happened, table, 2, errors, turn =>
            {
                (double sine, double cosine) = SineCosine.Of(turn.Radians([], []));
                return (Lanes128.Broadcast(sine), Lanes128.Broadcast(cosine));
            });

        DeviceNoise figures = errors.Figures;
        var effect = new double[8];
        for (int column = 0; column < 4; column++)
        {
            double one = Lanes128.Get(in table[0], column), z = Lanes128.Get(in table[6], column), zeroIs = 0.5 * (one + z), oneIs = 0.5 * (one - z);
            effect[column] = (1 - figures.OneForZero[place]) * zeroIs + figures.ZeroForOne[place] * oneIs;
            effect[4 + column] = figures.OneForZero[place] * zeroIs + (1 - figures.ZeroForOne[place]) * oneIs;
        }

        return effect;
    }
}
