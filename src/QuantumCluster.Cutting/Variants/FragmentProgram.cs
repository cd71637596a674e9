using System.Collections.Immutable;
using QuantumCluster.Circuits;
using QuantumCluster.Circuits.Numerics;
using QuantumCluster.Cutting.Encoding;
using QuantumCluster.Cutting.Gradients;

namespace QuantumCluster.Cutting.Variants;

/// <summary>
/// All that a device needs to know of a fragment, and nothing of cuts: a template, which qubits start prepared, which are measured,
/// and the variants to choose from. Known everywhere by its content hash; nodes compile a program once.
/// </summary>
public sealed class FragmentProgram
{
    public FragmentProgram(Circuit circuit, ImmutableArray<int> preparedQubits, ImmutableArray<int> measuredQubits, ImmutableArray<Variant> variants,
        Precision precision = Precision.Double)
    {
        RequireQubits(circuit, preparedQubits, "prepared");
        RequireQubits(circuit, measuredQubits, "measured");
        if (measuredQubits.Length > 24) throw new ArgumentException($"A program measures at most 24 qubits; this one measures {measuredQubits.Length}.");
        if (variants.IsDefaultOrEmpty) throw new ArgumentException("A program needs at least one variant.");
        foreach (Variant v in variants)
            if (v.Preparations.Length != preparedQubits.Length || v.Bases.Length != measuredQubits.Length)
                throw new ArgumentException($"Variant {v} has {v.Preparations.Length} preparations and {v.Bases.Length} bases; the program prepares {preparedQubits.Length} and measures {measuredQubits.Length} qubits.");
        if (!Enum.IsDefined(precision)) throw new ArgumentException($"{precision} is no precision; give double or float.", nameof(precision));
        (Circuit, PreparedQubits, MeasuredQubits, Variants, Precision) = (circuit, preparedQubits, measuredQubits, variants, precision);
        Hash = ProgramHash.Of(ProgramEncoding.Write(this));
    }

    public Circuit Circuit { get; }

    /// <summary>Qubits that start in the variant's preparation instead of |0⟩.</summary>
    public ImmutableArray<int> PreparedQubits { get; }

    /// <summary>Qubits that are read; the first is the most significant bit of an outcome. May be empty: then the only outcome has probability 1.</summary>
    public ImmutableArray<int> MeasuredQubits { get; }

    public ImmutableArray<Variant> Variants { get; }

    /// <summary>In what devices calculate it.</summary>
    public Precision Precision { get; }

    /// <summary>2^measured.</summary>
    public int OutcomeCount => 1 << MeasuredQubits.Length;

    public ProgramHash Hash { get; }

    /// <summary>What parameter shift runs of it.</summary>
    public ShiftSchedule Shifts => field ??= ShiftSchedule.Of(Circuit); // a function of the circuit: who makes it first is of no account

    private static void RequireQubits(Circuit circuit, ImmutableArray<int> qubits, string role)
    {
        foreach (int q in qubits)
            if (q < 0 || q >= circuit.QubitCount) throw new ArgumentException($"The {role} qubit {q} is outside 0 to {circuit.QubitCount - 1}.");
        if (qubits.Distinct().Count() != qubits.Length) throw new ArgumentException($"A qubit is {role} twice.");
    }
}
