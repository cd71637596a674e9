using System.Collections.Immutable;
using QuantumCluster.Cutting.Variants;

namespace QuantumCluster.Devices.StateVectors;

/// <summary>A program made ready for state vectors: gates placed, variants turned into recipes, outcomes looked up. Immutable.</summary>
internal sealed class CompiledProgram
{
    private readonly int[] _prepared;

    /// <exception cref="NotSupportedException">The program has a gate, preparation or basis that this simulator does not know.</exception>
    public CompiledProgram(FragmentProgram program)
    {
        Program = program;
        var schedule = new Schedule(program);
        int PositionOf(int qubit) => qubit < 0 ? -1 : schedule.BitOf(qubit);
        Angles = new AngleTable.Layout(program.Circuit);
        Gates = [.. schedule.Steps.Select(step =>
            CompiledGate.Of(step.Operation, new PairWalk(step.Active, PositionOf(step.Operation.Target), PositionOf(step.Operation.Control)), Angles))];
        Variants = [.. program.Variants.Select(v => new VariantRecipe(program, v, schedule))];
        _prepared = [.. program.PreparedQubits.Select(q => 1 << schedule.BitOf(q))];
        Amplitudes = 1 << program.Circuit.QubitCount;
        OutcomeOf = new int[Amplitudes];
        for (int amplitude = 0; amplitude < Amplitudes; amplitude++)
            foreach (int q in program.MeasuredQubits)
                OutcomeOf[amplitude] = (OutcomeOf[amplitude] << 1) | ((amplitude >> schedule.BitOf(q)) & 1);
    }

    public FragmentProgram Program { get; }

    public AngleTable.Layout Angles { get; }

    public ImmutableArray<CompiledGate> Gates { get; }

    public ImmutableArray<VariantRecipe> Variants { get; }

    /// <summary>2^qubits.</summary>
    public int Amplitudes { get; }

    /// <summary>Basis states of the prepared qubits: 2^prepared.</summary>
    public int Branches => 1 << _prepared.Length;

    /// <summary>For each amplitude the outcome of the measured qubits.</summary>
    public int[] OutcomeOf { get; }

    /// <summary>The basis state in which <paramref name="branch"/> starts.</summary>
    public int StartOf(int branch)
    {
        int start = 0;
        for (int i = 0; i < _prepared.Length; i++)
            if (((branch >> (_prepared.Length - 1 - i)) & 1) != 0) start |= _prepared[i];
        return start;
    }
}
