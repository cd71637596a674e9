using System.Numerics;
using QuantumCluster.Cutting.Jobs;
using QuantumCluster.Cutting.Reconstruction;

namespace QuantumCluster.Devices.StateVectors;

/// <summary>
/// One job on one compiled program, as many samples at a time as a vector has lanes. The circuit runs once per basis state of its
/// prepared qubits (a branch); every variant follows by linearity and local rotations. Lanes never meet before the sums over samples,
/// which follow <see cref="SampleTree"/>: bits depend on neither the lanes nor the other samples and variants of the job.
/// </summary>
internal sealed class StateVectorRun
{
    private readonly CompiledProgram _program;
    private readonly FragmentJob _job;
    private readonly AngleTable _angles;
    private readonly Vector<double>[]?[] _branches;
    private readonly Vector<double>[] _scratch;

    public StateVectorRun(CompiledProgram program, FragmentJob job)
    {
        (_program, _job) = (program, job);
        _angles = new AngleTable(program.Angles);
        _angles.LoadWeights(job.Weights);
        _branches = new Vector<double>[]?[program.Branches];
        for (int v = job.Key.FirstVariant; v < job.Key.FirstVariant + job.Key.VariantCount; v++)
            foreach (VariantRecipe.Part part in program.Variants[v].Parts)
                _branches[part.Branch] ??= new Vector<double>[2 * program.Amplitudes];
        _scratch = new Vector<double>[2 * program.Amplitudes];
    }

    /// <returns>[variant of the job, outcome, sample of the job].</returns>
    public double[] Evaluate()
    {
        int outcomes = _program.Program.OutcomeCount, samples = _job.Key.SampleCount;
        var probabilities = new double[_job.Key.VariantCount * outcomes * samples];
        var sums = new Vector<double>[outcomes];
        for (int first = 0; first < samples; first += SampleLanes.Width)
        {
            int lanes = Math.Min(SampleLanes.Width, samples - first);
            Evolve(first);
            for (int v = 0; v < _job.Key.VariantCount; v++)
            {
                Measure(FinalState(_program.Variants[_job.Key.FirstVariant + v]), sums);
                for (int o = 0; o < outcomes; o++) SampleLanes.Store(sums[o], probabilities.AsSpan((v * outcomes + o) * samples + first, lanes));
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
        var gradients = new Vector<double>[_program.Angles.Count];
        Vector<double>[]?[] adjoints = [.. _branches.Select(b => b is null ? null : new Vector<double>[b.Length])];
        for (int first = 0; first < samples; first += SampleLanes.Width)
        {
            int lanes = Math.Min(SampleLanes.Width, samples - first);
            Evolve(first);
            foreach (Vector<double>[]? adjoint in adjoints)
                if (adjoint is not null) Array.Clear(adjoint);
            for (int v = 0; v < _program.Variants.Length; v++) PullBack(v, cotangents, first, adjoints);

            Array.Clear(gradients);
            for (int branch = 0; branch < adjoints.Length; branch++)
                if (adjoints[branch] is { } adjoint) Sweep(_branches[branch], adjoint, gradients);
            for (int w = 0; w < weights; w++) SampleLanes.Store(gradients[w], weightGradients.AsSpan(w * samples + first, lanes));
            for (int i = 0; i < inputs; i++) SampleLanes.Store(gradients[weights + i], inputGradients.AsSpan(i * samples + first, lanes));
        }

        return new(_job.Key, inputGradients, SampleTree.Partials(weightGradients, _job.Key.FirstSample, samples));
    }

    /// <summary>Brings every branch that some variant needs to the end of the circuit.</summary>
    private void Evolve(int first)
    {
        _angles.LoadInputs(_job.Inputs, _job.Key.SampleCount, first);
        for (int branch = 0; branch < _branches.Length; branch++)
        {
            if (_branches[branch] is not { } state) continue;
            Array.Clear(state);
            state[2 * _program.StartOf(branch)] = Vector<double>.One;
            foreach (CompiledGate gate in _program.Gates) gate.Apply(state, _angles);
        }
    }

    /// <summary>The state that a variant measures: a branch itself, or the scratch state.</summary>
    private ReadOnlySpan<Vector<double>> FinalState(VariantRecipe recipe)
    {
        if (recipe.IsPlain) return _branches[recipe.Parts[0].Branch];
        Array.Clear(_scratch);
        foreach (VariantRecipe.Part part in recipe.Parts) AddMultiple(part.Amplitude, _branches[part.Branch], _scratch);
        foreach (FixedGate rotation in recipe.Rotations) rotation.Apply(_scratch);
        return _scratch;
    }

    private void Measure(ReadOnlySpan<Vector<double>> state, Vector<double>[] sums)
    {
        Array.Clear(sums);
        int[] outcomeOf = _program.OutcomeOf;
        for (int a = 0; a < outcomeOf.Length; a++)
        {
            ref Vector<double> sum = ref sums[outcomeOf[a]];
            sum = Vector.FusedMultiplyAdd(state[2 * a], state[2 * a], sum);
            sum = Vector.FusedMultiplyAdd(state[2 * a + 1], state[2 * a + 1], sum);
        }
    }

    /// <summary>Adds a variant's share to the cotangents of the branches: of |amplitude|² it is 2 · cotangent · amplitude, turned and combined back.</summary>
    private void PullBack(int variant, double[] cotangents, int first, Vector<double>[]?[] adjoints)
    {
        VariantRecipe recipe = _program.Variants[variant];
        int samples = _job.Key.SampleCount, outcomes = _program.Program.OutcomeCount, lanes = Math.Min(SampleLanes.Width, samples - first);
        ReadOnlySpan<Vector<double>> state = FinalState(recipe);
        for (int a = 0; a < _program.Amplitudes; a++)
        {
            Vector<double> twice = SampleLanes.Load(cotangents.AsSpan((variant * outcomes + _program.OutcomeOf[a]) * samples + first, lanes)) * new Vector<double>(2.0);
            _scratch[2 * a] = twice * state[2 * a];
            _scratch[2 * a + 1] = twice * state[2 * a + 1];
        }

        for (int r = recipe.Rotations.Length - 1; r >= 0; r--) recipe.Rotations[r].Undo(_scratch);
        foreach (VariantRecipe.Part part in recipe.Parts) AddMultiple(Complex.Conjugate(part.Amplitude), _scratch, adjoints[part.Branch]);
    }

    /// <summary>Walks a branch and its cotangent back through the circuit, collecting the gradient of every angle on the way.</summary>
    private void Sweep(Span<Vector<double>> state, Span<Vector<double>> adjoint, Span<Vector<double>> gradients)
    {
        for (int g = _program.Gates.Length - 1; g >= 0; g--) _program.Gates[g].Retrace(state, adjoint, _angles, gradients);
    }

    private static void AddMultiple(Complex factor, ReadOnlySpan<Vector<double>> source, Span<Vector<double>> target)
    {
        var re = new Vector<double>(factor.Real);
        var im = new Vector<double>(factor.Imaginary);
        Vector<double> minus = -im;
        for (int a = 0; a < source.Length; a += 2)
        {
            target[a] = Vector.FusedMultiplyAdd(minus, source[a + 1], Vector.FusedMultiplyAdd(re, source[a], target[a]));
            target[a + 1] = Vector.FusedMultiplyAdd(im, source[a], Vector.FusedMultiplyAdd(re, source[a + 1], target[a + 1]));
        }
    }
}
