using System.Collections.Immutable;
using QuantumCluster.Cutting.Variants;
using QuantumCluster.Devices.Profiles;

namespace QuantumCluster.Devices.Transpiling;

/// <summary>
/// When a program's gates run on a device, and so what happens to its qubits. Every gate runs as soon as its qubits are free, but nothing
/// happens to a qubit before it must: until then it is in |0⟩, which does not decay. All variants share one timetable: there is a slot for
/// preparing a qubit, and one for turning its basis, where any variant needs it. All qubits are read at once, after the last gate.
/// </summary>
internal sealed class Timetable
{
    private const double Half = Math.PI / 2;

    private readonly DeviceTimes _times;
    private readonly bool[] _turnsBasis;

    public Timetable(FragmentProgram program, NativeGates native, DeviceTimes times)
    {
        _times = times;
        var circuit = NativeCircuit.Of(program.Circuit, native);
        Qubits = circuit.Qubits;
        PreparedPlaces = [.. program.PreparedQubits.Select(q => circuit.Starts[q])];
        MeasuredPlaces = [.. program.MeasuredQubits.Select(q => circuit.Ends[q])];
        _turnsBasis = [.. MeasuredPlaces.Select((_, i) => program.Variants.Any(v => v.Bases[i] != Basis.Z))];
        var body = ImmutableArray.CreateBuilder<NoiseEvent>();
        var isFresh = new bool[Qubits];
        var free = new double[Qubits]; // of a fresh qubit: how long it has to begin before it is needed
        Array.Fill(isFresh, true);
        for (int i = 0; i < PreparedPlaces.Length; i++)
            if (program.Variants.Any(v => v.Preparations[i] != Preparation.Zero)) free[PreparedPlaces[i]] = times.OneQubitGate;

        foreach (NativeGate gate in circuit.Gates)
        {
            if (gate is NativeGate.Local local)
            {
                body.Add(new NoiseEvent.Turned(local.Place, local.Turns));
                if (native.VirtualZ && local.Turns.All(t => t.Axis == Axis.Z)) continue;
                body.Add(new NoiseEvent.LocalError(local.Place));
                free[local.Place] += times.OneQubitGate;
                continue;
            }

            var pair = (NativeGate.Pair)gate;
            double start = Math.Max(free[pair.First], free[pair.Second]);
            foreach (int place in (ReadOnlySpan<int>)[pair.First, pair.Second])
            {
                if (!isFresh[place]) Idle(place, start - free[place]);
                (isFresh[place], free[place]) = (false, start + times.TwoQubitGate);
            }

            body.Add(new NoiseEvent.Entangled(pair.First, pair.Second));
            body.Add(new NoiseEvent.PairError(pair.First, pair.Second));
        }

        if (MeasuredPlaces.IsEmpty) Duration = free.Max();
        for (int i = 0; i < MeasuredPlaces.Length; i++) Duration = Math.Max(Duration, free[MeasuredPlaces[i]] + Slot(i));
        for (int i = 0; i < MeasuredPlaces.Length; i++)
            if (!isFresh[MeasuredPlaces[i]]) Idle(MeasuredPlaces[i], Duration - Slot(i) - free[MeasuredPlaces[i]]);
        Body = body.ToImmutable();

        void Idle(int place, double seconds)
        {
            if (seconds > 0) body.Add(new NoiseEvent.Idled(place, seconds));
        }
    }

    public int Qubits { get; }

    /// <summary>Seconds from the first gate to the readout, or to the last gate where nothing is read.</summary>
    public double Duration { get; }

    /// <summary>Places of the program's prepared qubits, in its order.</summary>
    public ImmutableArray<int> PreparedPlaces { get; }

    /// <summary>Places of the program's measured qubits at the end, in its order.</summary>
    public ImmutableArray<int> MeasuredPlaces { get; }

    /// <summary>Between preparations and bases: the same for every variant.</summary>
    public ImmutableArray<NoiseEvent> Body { get; }

    /// <summary>What brings a prepared qubit from |0⟩ into its state.</summary>
    public static IEnumerable<NoiseEvent.OfOne> Prepare(int place, Preparation preparation) => preparation switch
    {
        Preparation.Zero => [],
        Preparation.One => Gate(place, Axis.X, Math.PI),
        Preparation.Plus => Gate(place, Axis.Y, Half),
        Preparation.Minus => Gate(place, Axis.Y, -Half),
        Preparation.PlusI => Gate(place, Axis.X, -Half),
        Preparation.MinusI => Gate(place, Axis.X, Half),
        _ => throw new NotSupportedException($"{preparation} is no preparation."),
    };

    /// <summary>What happens to a measured qubit in its last slot, before it is read in Z.</summary>
    /// <param name="measured">The qubit's number among the measured ones.</param>
    public IEnumerable<NoiseEvent.OfOne> TurnBasis(int measured, Basis basis) => basis switch
    {
        Basis.Z => Slot(measured) > 0 ? [new NoiseEvent.Idled(MeasuredPlaces[measured], Slot(measured))] : [],
        Basis.X => Gate(MeasuredPlaces[measured], Axis.Y, -Half),
        Basis.Y => Gate(MeasuredPlaces[measured], Axis.X, Half),
        _ => throw new NotSupportedException($"{basis} is no measurement basis."),
    };

    /// <summary>All that happens in one variant before the readout.</summary>
    public IEnumerable<NoiseEvent> Events(Variant variant) =>
    [
        .. PreparedPlaces.SelectMany((place, i) => Prepare(place, variant.Preparations[i])),
        .. Body,
        .. MeasuredPlaces.SelectMany((_, i) => TurnBasis(i, variant.Bases[i])),
    ];

    private double Slot(int measured) => _turnsBasis[measured] ? _times.OneQubitGate : 0;

    private static IEnumerable<NoiseEvent.OfOne> Gate(int place, Axis axis, double radians) =>
        [new NoiseEvent.Turned(place, [Turn.By(axis, radians)]), new NoiseEvent.LocalError(place)];
}
