using System.Collections.Immutable;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Cutting.Plans;

namespace QuantumCluster.Cutting.Jobs;

/// <summary>Puts the outcomes of a forward pass where their keys say. The caller offers each key once; arrival order is of no account.</summary>
public sealed class ForwardAssembly
{
    private readonly CutPlan _plan;
    private readonly double[][] _tensors;
    private readonly int _samples;

    public ForwardAssembly(CutPlan plan, int samples)
    {
        (_plan, _samples) = (plan, samples);
        _tensors = [.. plan.Fragments.Select(f => new double[f.Program.Variants.Length * f.Program.OutcomeCount * samples])];
    }

    /// <exception cref="ArgumentException">The outcome's length is not that of its key.</exception>
    public void Add(JobOutcome.Evaluated outcome)
    {
        JobKey key = outcome.Key;
        int outcomes = _plan.Fragments[key.Fragment].Program.OutcomeCount, rows = key.VariantCount * outcomes;
        if (outcome.Probabilities.Length != rows * key.SampleCount)
            throw new ArgumentException($"The outcome of {key} has {outcome.Probabilities.Length} numbers instead of {rows * key.SampleCount}.");
        double[] target = _tensors[key.Fragment];
        for (int r = 0; r < rows; r++)
            outcome.Probabilities.AsSpan(r * key.SampleCount, key.SampleCount)
                .CopyTo(target.AsSpan((key.FirstVariant * outcomes + r) * _samples + key.FirstSample, key.SampleCount));
    }

    public FragmentTensors ToTensors() => new(ImmutableArray.Create(_tensors), _samples);
}
