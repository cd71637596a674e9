using System.Collections.Immutable;
using QuantumCluster.Cutting.Jobs;
using QuantumCluster.Cutting.Lanes;
using QuantumCluster.Cutting.Variants;
using QuantumCluster.Devices.Shifts;

namespace QuantumCluster.Devices.StateVectors;

/// <summary>A program made ready to run gate by gate. Immutable.</summary>
internal abstract class CompiledProgram : IProbabilitySource
{
    public abstract JobOutcome Run(FragmentJob job);

    /// <returns>[variant of the job, outcome, sample of the job].</returns>
    public abstract double[] Evaluate(FragmentJob job);

    /// <inheritdoc/>
    public abstract void Evaluate(double[] weights, double[] inputs, int samples, Span<double> probabilities);

    /// <exception cref="NotSupportedException">The program has a gate, preparation or basis that this simulator does not know.</exception>
    public static CompiledProgram Of(FragmentProgram program, LaneWidth width) => LaneChoice.Run<Compilation, CompiledProgram>(program.Precision, width, new(program));

    private readonly struct Compilation(FragmentProgram program) : ILanesTask<CompiledProgram>
    {
        public CompiledProgram With<L>() where L : unmanaged, ILanes<L> => new CompiledProgram<L>(program);
    }
}

/// <summary>Gates placed, variants turned into recipes, outcomes looked up.</summary>
internal sealed class CompiledProgram<L> : CompiledProgram where L : unmanaged, ILanes<L>
{
    private readonly int[] _prepared;

    /// <exception cref="NotSupportedException">The program has a gate, preparation or basis that this simulator does not know.</exception>
    public CompiledProgram(FragmentProgram program)
    {
        Program = program;
        var schedule = new Schedule(program);
        int PositionOf(int qubit) => qubit < 0 ? -1 : schedule.BitOf(qubit);
        Angles = new AngleLayout(program.Circuit);
        Gates = [.. schedule.Steps.Select(step =>
            CompiledGate<L>.Of(step.Operation, new PairWalk(step.Active, PositionOf(step.Operation.Target), PositionOf(step.Operation.Control)), Angles))];
        Variants = [.. program.Variants.Select(v => new VariantRecipe(program, v, schedule))];
        Rotations = [.. Variants.Select(v => v.Rotations.Select(r => new FixedGate<L>(r.Walk, r.Matrix)).ToArray())];
        _prepared = [.. program.PreparedQubits.Select(q => 1 << schedule.BitOf(q))];
        Amplitudes = 1 << program.Circuit.QubitCount;
        OutcomeOf = new int[Amplitudes];
        for (int amplitude = 0; amplitude < Amplitudes; amplitude++)
            foreach (int q in program.MeasuredQubits)
                OutcomeOf[amplitude] = (OutcomeOf[amplitude] << 1) | ((amplitude >> schedule.BitOf(q)) & 1);
    }

    public FragmentProgram Program { get; }

    public AngleLayout Angles { get; }

    public ImmutableArray<CompiledGate<L>> Gates { get; }

    public ImmutableArray<VariantRecipe> Variants { get; }

    /// <summary>The rotations of each variant's recipe.</summary>
    public ImmutableArray<FixedGate<L>[]> Rotations { get; }

    /// <summary>2^qubits.</summary>
    public int Amplitudes { get; }

    /// <summary>Basis states of the prepared qubits: 2^prepared.</summary>
    public int Branches => 1 << _prepared.Length;

    /// <summary>For each amplitude the outcome of the measured qubits.</summary>
    public int[] OutcomeOf { get; }

    public override JobOutcome Run(FragmentJob job) => job.Ask is JobAsk.VectorJacobianProduct product
        ? new StateVectorRun<L>(this, job).Differentiate(product.Cotangents)
        : new JobOutcome.Evaluated(job.Key, Evaluate(job));

    public override double[] Evaluate(FragmentJob job) => new StateVectorRun<L>(this, job).Evaluate();

    public override void Evaluate(double[] weights, double[] inputs, int samples, Span<double> probabilities) =>
        new StateVectorRun<L>(this, new FragmentJob(new JobKey(default, 0, 0, Program.Variants.Length, 0, samples), Program.Hash, weights, inputs, new JobAsk.Probabilities()))
            .Evaluate().CopyTo(probabilities);

    /// <summary>The basis state in which <paramref name="branch"/> starts.</summary>
    public int StartOf(int branch)
    {
        int start = 0;
        for (int i = 0; i < _prepared.Length; i++)
            if (((branch >> (_prepared.Length - 1 - i)) & 1) != 0) start |= _prepared[i];
        return start;
    }
}
