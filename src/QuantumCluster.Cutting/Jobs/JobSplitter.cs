using System.Collections.Immutable;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Cutting.Plans;

namespace QuantumCluster.Cutting.Jobs;

/// <summary>Divides one run into jobs, by the plan's granularity and by what fits a message. Pure; jobs come in the order of their keys.</summary>
public static class JobSplitter
{
    /// <summary>The jobs of a forward pass.</summary>
    public static ImmutableArray<FragmentJob> Forward(CutPlan plan, Batch batch, RunId run) =>
        [.. plan.Fragments.SelectMany((f, i) => Split(plan, f, i, batch, run, null))];

    /// <summary>The jobs of a backward pass; <paramref name="cotangents"/> are those of the measured probabilities.</summary>
    public static ImmutableArray<FragmentJob> Backward(CutPlan plan, Batch batch, FragmentTensors cotangents, RunId run) =>
        [.. plan.Fragments.SelectMany((f, i) => Split(plan, f, i, batch, run, cotangents.Fragments[i]))];

    /// <exception cref="ArgumentException">The batch's weights or inputs do not fit the plan's circuit.</exception>
    public static void RequireFits(CutPlan plan, Batch batch)
    {
        var circuit = plan.Request.Circuit;
        if (batch.Weights.Length != circuit.WeightCount)
            throw new ArgumentException($"The circuit takes {circuit.WeightCount} weights; {batch.Weights.Length} were given.");
        if (batch.Inputs.Length != (long)batch.Samples * circuit.InputCount)
            throw new ArgumentException($"The circuit takes {circuit.InputCount} inputs for each of {batch.Samples} samples; {batch.Inputs.Length} numbers were given.");
    }

    private static IEnumerable<FragmentJob> Split(CutPlan plan, FragmentPlan fragment, int index, Batch batch, RunId run, double[]? cotangents)
    {
        RequireFits(plan, batch);
        int variants = fragment.Program.Variants.Length, outcomes = fragment.Program.OutcomeCount, inputCount = plan.Request.Circuit.InputCount;
        int variantStep = cotangents is null ? Math.Min(plan.Request.Granularity.VariantsPerJob, variants) : variants;
        int numbersPerSample = variantStep * outcomes + fragment.Fragment.Inputs.Length;
        int sampleStep = Math.Clamp(Granularity.NumbersPerMessage / numbersPerSample, 1, plan.Request.Granularity.SamplesPerJob);
        double[] weights = [.. fragment.Fragment.Weights.Select(w => batch.Weights[w])];

        for (int s = 0; s < batch.Samples; s += sampleStep)
        {
            int samples = Math.Min(sampleStep, batch.Samples - s);
            var inputs = new double[fragment.Fragment.Inputs.Length * samples];
            for (int i = 0; i < fragment.Fragment.Inputs.Length; i++)
                for (int k = 0; k < samples; k++)
                    inputs[i * samples + k] = batch.Inputs[(s + k) * inputCount + fragment.Fragment.Inputs[i]];

            for (int v = 0; v < variants; v += variantStep)
            {
                int count = Math.Min(variantStep, variants - v);
                JobAsk ask = cotangents is null ? new JobAsk.Probabilities() : new JobAsk.VectorJacobianProduct(Slice(cotangents, count * outcomes, batch.Samples, s, samples));
                yield return new FragmentJob(new JobKey(run, index, v, count, s, samples), fragment.Program.Hash, weights, inputs, ask);
            }
        }
    }

    /// <summary>Columns first … first + count − 1 of a [rows, samples] table.</summary>
    private static double[] Slice(double[] table, int rows, int samples, int first, int count)
    {
        if (count == samples) return table;
        var slice = new double[rows * count];
        for (int r = 0; r < rows; r++) table.AsSpan(r * samples + first, count).CopyTo(slice.AsSpan(r * count, count));
        return slice;
    }
}
