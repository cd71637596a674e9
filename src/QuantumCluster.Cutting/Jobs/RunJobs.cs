using System.Collections;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Cutting.Gradients;
using QuantumCluster.Cutting.Plans;

namespace QuantumCluster.Cutting.Jobs;

/// <summary>
/// The jobs of one run, in the order of their keys, each made when it is asked for: a run of a million jobs holds no more than its batch.
/// Neighbours share their inputs and weights. Not thread-safe.
/// </summary>
public sealed class RunJobs : IReadOnlyList<FragmentJob>
{
    private readonly Batch _batch;
    private readonly RunId _run;
    private readonly int _inputsPerSample;
    private readonly Part[] _parts;
    private Part _part;
    private int _inputsOf = -1;
    private double[] _inputs = [];

    /// <param name="cotangents">Null for a forward pass; for a backward pass those of the measured probabilities.</param>
    /// <param name="shots">For a forward pass with shots; null for an exact or a backward one.</param>
    /// <param name="shift">For a backward pass by parameter shift; null for an adjoint or a forward one.</param>
    /// <exception cref="ArgumentException">The batch's weights or inputs do not fit the plan's circuit, or the cotangents not what its fragments measure, or the shots not its variants; or what it is to be contradicts itself.</exception>
    /// <exception cref="OverflowException">There are more jobs than a list can count.</exception>
    public RunJobs(CutPlan plan, Batch batch, FragmentTensors? cotangents, RunId run, ShotPlan? shots = null, ShiftPlan? shift = null)
    {
        JobSplitter.RequireFits(plan, batch);
        if (cotangents is not null) RequireFits(plan, batch, cotangents, shift);
        if (cotangents is not null && shots is not null) throw new ArgumentException($"Run {run} brings cotangents and asks for the shots of a forward pass; leave one of them out.");
        if (cotangents is null && shift is not null) throw new ArgumentException($"Run {run} is to shift parameters and brings no cotangents; give it those of a forward pass.");
        shots?.RequireFits(plan);
        (_batch, _run, _inputsPerSample, _parts) = (batch, run, plan.Request.Circuit.InputCount, new Part[plan.Fragments.Length]);
        for (int f = 0; f < _parts.Length; f++)
        {
            _parts[f] = new Part(plan, f, Count, batch, cotangents?.Fragments[f], shots?.Ask(f) ?? Part.Probabilities, shift);
            Count = checked(Count + _parts[f].Count);
        }

        _part = _parts[0];
    }

    public int Count { get; }

    /// <summary>How many of the jobs, which come fragment by fragment, are this fragment's.</summary>
    public int CountOf(int fragment) => _parts[fragment].Count;

    public FragmentJob this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            Turn(index);
            int block = (index - _part.First) / _part.VariantBlocks, first = block * _part.SampleStep, samples = Math.Min(_part.SampleStep, _batch.Samples - first);
            int variant = (index - _part.First) % _part.VariantBlocks * _part.VariantStep, variants = Math.Min(_part.VariantStep, _part.Variants - variant);
            if (_inputsOf != block) (_inputsOf, _inputs) = (block, Inputs(first, samples));
            JobAsk ask = _part.Cotangents is { } cotangents ? _part.Pull(Columns(cotangents, first, samples)) : _part.Ask;
            if (ask is JobAsk.Counts { Shots.Variants: not null } counts) ask = counts with { Shots = counts.Shots.Slice(variant, variants) };
            return new FragmentJob(new JobKey(_run, _part.Fragment, variant, variants, first, samples), _part.Plan.Program.Hash, _part.Weights, _inputs, ask) { Step = _batch.Step };
        }
    }

    public IEnumerator<FragmentJob> GetEnumerator()
    {
        for (int i = 0; i < Count; i++) yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static void RequireFits(CutPlan plan, Batch batch, FragmentTensors cotangents, ShiftPlan? shift)
    {
        int tables = shift?.ShotsPerVariant is null ? 1 : ShiftCotangents.Tables;
        for (int f = 0; f < plan.Fragments.Length; f++)
        {
            long expected = (long)plan.Fragments[f].Program.Variants.Length * plan.Fragments[f].Program.OutcomeCount * batch.Samples;
            if (cotangents.Fragments.Length != plan.Fragments.Length || (cotangents.Fragments[f].Length != expected && cotangents.Fragments[f].Length != expected * tables))
                throw new ArgumentException($"Fragment {f} needs {expected} cotangents; the run does not bring them.");
        }
    }

    /// <summary>To the part that holds this job.</summary>
    private void Turn(int index)
    {
        if (index >= _part.First && index < _part.First + _part.Count) return;
        _part = Array.Find(_parts, p => index >= p.First && index < p.First + p.Count)!;
        _inputsOf = -1;
    }

    private double[] Inputs(int first, int samples)
    {
        var of = _part.Plan.Fragment.Inputs;
        var inputs = new double[of.Length * samples];
        for (int i = 0; i < of.Length; i++)
            for (int s = 0; s < samples; s++)
                inputs[i * samples + s] = _batch.Inputs[(first + s) * _inputsPerSample + of[i]];
        return inputs;
    }

    /// <summary>Columns first … first + count − 1 of a [rows, samples of the batch] table.</summary>
    private double[] Columns(double[] table, int first, int count)
    {
        if (count == _batch.Samples) return table;
        int rows = table.Length / _batch.Samples;
        var columns = new double[rows * count];
        for (int r = 0; r < rows; r++) table.AsSpan(r * _batch.Samples + first, count).CopyTo(columns.AsSpan(r * count, count));
        return columns;
    }

    /// <summary>The jobs of one fragment: blocks of samples, and in each of them blocks of variants.</summary>
    private sealed class Part
    {
        public static readonly JobAsk Probabilities = new JobAsk.Probabilities();

        public Part(CutPlan plan, int fragment, int first, Batch batch, double[]? cotangents, JobAsk ask, ShiftPlan? shift)
        {
            (Fragment, First, Cotangents, Ask, Plan) = (fragment, first, cotangents, ask, plan.Fragments[fragment]);
            (Variants, Outcomes) = (Plan.Program.Variants.Length, Plan.Program.OutcomeCount);
            VariantStep = cotangents is null ? Math.Min(plan.Request.Granularity.VariantsPerJob, Variants) : Variants;
            Pull = shift is null ? c => new JobAsk.VectorJacobianProduct(c) : c => shift.Of(fragment, c);
            int rows = cotangents is null ? VariantStep * Outcomes : cotangents.Length / batch.Samples;
            SampleStep = Math.Clamp(Granularity.NumbersPerMessage / (rows + Plan.Fragment.Inputs.Length), 1, plan.Request.Granularity.SamplesPerJob);
            if (shift is not null) SampleStep = Math.Min(SampleStep, Granularity.ShiftedSamplesPerJob);
            VariantBlocks = (Variants + VariantStep - 1) / VariantStep;
            Count = checked((int)(((long)batch.Samples + SampleStep - 1) / SampleStep * VariantBlocks));
            Weights = [.. Plan.Fragment.Weights.Select(w => batch.Weights[w])];
        }

        public int Fragment { get; }
        public FragmentPlan Plan { get; }
        public int First { get; }
        public int Count { get; }
        public int Variants { get; }
        public int Outcomes { get; }
        public int VariantStep { get; }
        public int VariantBlocks { get; }
        public int SampleStep { get; }
        public double[] Weights { get; }
        public double[]? Cotangents { get; }
        public JobAsk Ask { get; }
        public Func<double[], JobAsk> Pull { get; }
    }
}
