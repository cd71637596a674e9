using System.Numerics;
using QuantumCluster.Cutting.Jobs;
using QuantumCluster.Cutting.Lanes;
using QuantumCluster.Cutting.Reconstruction;
using QuantumCluster.Devices.Numerics;

namespace QuantumCluster.Devices.StateVectors;

/// <summary>
/// One job on one compiled program, as many samples at a time as a vector has lanes. The circuit runs once per basis state of its
/// prepared qubits (a branch); every variant follows by linearity and local rotations. Lanes never meet before the sums over samples,
/// which follow <see cref="SampleTree"/>: bits depend on neither the lanes nor the other samples and variants of the job.
/// </summary>
internal sealed class StateVectorRun<L> where L : unmanaged, ILanes<L>
{
    private readonly CompiledProgram<L> _program;
    private readonly FragmentJob _job;
    private readonly double[] _inputs;
    private readonly AngleTable<L> _angles;
    private readonly LaneBuffer<L>?[] _branches;
    private readonly LaneBuffer<L> _scratch;

    public StateVectorRun(CompiledProgram<L> program, FragmentJob job)
    {
        (_program, _job) = (program, job);
        _angles = new AngleTable<L>(program.Angles);
        _inputs = new InputAngles(L.Precision).Within(job.Inputs).ToArray();
        _angles.LoadWeights(job.Weights);
        _branches = new LaneBuffer<L>?[program.Branches];
        for (int v = job.Key.FirstVariant; v < job.Key.FirstVariant + job.Key.VariantCount; v++)
            foreach (VariantRecipe.Part part in program.Variants[v].Parts)
                _branches[part.Branch] ??= new LaneBuffer<L>(2 * program.Amplitudes);
        _scratch = new LaneBuffer<L>(2 * program.Amplitudes);
    }

    /// <returns>[variant of the job, outcome, sample of the job].</returns>
    public double[] Evaluate()
    {
        int outcomes = _program.Program.OutcomeCount, samples = _job.Key.SampleCount;
        var probabilities = new double[_job.Key.VariantCount * outcomes * samples];
        var sums = new L[outcomes];
        for (int first = 0; first < samples; first += L.Width)
        {
            Evolve(first);
            for (int v = 0; v < _job.Key.VariantCount; v++)
            {
                Measure(FinalState(_job.Key.FirstVariant + v), sums);
                SampleMinor.Store<L>(sums, probabilities.AsSpan(v * outcomes * samples), samples, first);
            }
        }

        return probabilities;
    }

    /// <param name="cotangents">[variant, outcome, sample of the job].</param>
    public JobOutcome.Differentiated Differentiate(double[] cotangents)
    {
        int samples = _job.Key.SampleCount, weights = _program.Angles.Weights, inputs = _program.Angles.Inputs;
        var inputGradients = new double[inputs * samples];
        var weightGradients = new double[weights * samples]; // [weight, sample]
        var gradients = new L[_program.Angles.Count];
        var sums = new L[_program.Program.OutcomeCount];
        LaneBuffer<L>?[] adjoints = [.. _branches.Select(b => b is null ? null : new LaneBuffer<L>(2 * _program.Amplitudes))];
        for (int first = 0; first < samples; first += L.Width)
        {
            Evolve(first);
            foreach (LaneBuffer<L>? adjoint in adjoints) adjoint?.Span.Clear();
            for (int v = 0; v < _program.Variants.Length; v++) PullBack(v, cotangents, first, sums, adjoints);

            Array.Clear(gradients);
            for (int branch = 0; branch < adjoints.Length; branch++)
                if (adjoints[branch] is { } adjoint) Sweep(_branches[branch]!.Span, adjoint.Span, gradients);
            SampleMinor.Store<L>(gradients.AsSpan(0, weights), weightGradients, samples, first);
            SampleMinor.Store<L>(gradients.AsSpan(weights, inputs), inputGradients, samples, first);
        }

        return new(_job.Key, inputGradients, SampleTree.Partials(weightGradients, _job.Key.FirstSample, samples));
    }

    /// <summary>Brings every branch that some variant needs to the end of the circuit.</summary>
    private void Evolve(int first)
    {
        _angles.LoadInputs(_inputs, _job.Key.SampleCount, first);
        for (int branch = 0; branch < _branches.Length; branch++)
        {
            if (_branches[branch] is not { } state) continue;
            state.Span.Clear();
            state.Span[2 * _program.StartOf(branch)] = L.Broadcast(1);
            foreach (CompiledGate<L> gate in _program.Gates) gate.Apply(state.Span, _angles);
        }
    }

    /// <summary>The state that a variant measures: a branch itself, or the scratch state.</summary>
    private ReadOnlySpan<L> FinalState(int variant)
    {
        VariantRecipe recipe = _program.Variants[variant];
        if (recipe.IsPlain) return _branches[recipe.Parts[0].Branch]!.Span;
        Span<L> state = _scratch.Span;
        state.Clear();
        foreach (VariantRecipe.Part part in recipe.Parts) AddMultiple(part.Amplitude, _branches[part.Branch]!.Span, state);
        foreach (FixedGate<L> rotation in _program.Rotations[variant]) rotation.Apply(state);
        return state;
    }

    private void Measure(ReadOnlySpan<L> state, L[] sums)
    {
        sums.AsSpan().Clear();
        int[] outcomeOf = _program.OutcomeOf;
        for (int a = 0; a < outcomeOf.Length; a++)
        {
            ref L sum = ref sums[outcomeOf[a]];
            sum = L.MultiplyAdd(state[2 * a], state[2 * a], sum);
            sum = L.MultiplyAdd(state[2 * a + 1], state[2 * a + 1], sum);
        }
    }

    /// <summary>Adds a variant's share to the cotangents of the branches: of |amplitude|² it is 2 · cotangent · amplitude, turned and combined back.</summary>
    private void PullBack(int variant, double[] cotangents, int first, L[] twice, LaneBuffer<L>?[] adjoints)
    {
        VariantRecipe recipe = _program.Variants[variant];
        int samples = _job.Key.SampleCount;
        SampleMinor.Load(cotangents.AsSpan(variant * twice.Length * samples), samples, first, twice.AsSpan());
        foreach (ref L cotangent in twice.AsSpan()) cotangent += cotangent;
        ReadOnlySpan<L> state = FinalState(variant);
        Span<L> pulled = _scratch.Span;
        for (int a = 0; a < _program.Amplitudes; a++)
        {
            L factor = twice[_program.OutcomeOf[a]];
            pulled[2 * a] = factor * state[2 * a];
            pulled[2 * a + 1] = factor * state[2 * a + 1];
        }

        for (int r = recipe.Rotations.Length - 1; r >= 0; r--) _program.Rotations[variant][r].Undo(pulled);
        foreach (VariantRecipe.Part part in recipe.Parts) AddMultiple(Complex.Conjugate(part.Amplitude), pulled, adjoints[part.Branch]!.Span);
    }

    /// <summary>Walks a branch and its cotangent back through the circuit, collecting the gradient of every angle on the way.</summary>
    private void Sweep(Span<L> state, Span<L> adjoint, Span<L> gradients)
    {
        for (int g = _program.Gates.Length - 1; g >= 0; g--) _program.Gates[g].Retrace(state, adjoint, _angles, gradients);
    }

    private static void AddMultiple(Complex factor, ReadOnlySpan<L> source, Span<L> target)
    {
        L re = L.Broadcast(factor.Real);
        L im = L.Broadcast(factor.Imaginary), minus = L.Broadcast(-factor.Imaginary);
        for (int a = 0; a < source.Length; a += 2)
        {
            target[a] = L.MultiplyAdd(minus, source[a + 1], L.MultiplyAdd(re, source[a], target[a]));
            target[a + 1] = L.MultiplyAdd(im, source[a], L.MultiplyAdd(re, source[a + 1], target[a + 1]));
        }
    }
}
