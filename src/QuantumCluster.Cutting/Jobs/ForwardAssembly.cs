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
    public void Add(JobOutcome.Evaluated outcome) => Place(outcome.Key, outcome.Probabilities);

    /// <summary>Counts become relative frequencies.</summary>
    /// <param name="shots">By which the outcome's job was made: what the counts of each variant sum to.</param>
    /// <exception cref="ArgumentException">The outcome's length is not that of its key.</exception>
    public void Add(JobOutcome.Counted outcome, ShotPlan shots)
    {
        JobKey key = outcome.Key;
        VariantShots of = shots.Of(key.Fragment);
        int perVariant = outcome.Counts.Length / key.VariantCount;
        var frequencies = new double[outcome.Counts.Length];
        for (int i = 0; i < frequencies.Length; i++) frequencies[i] = (double)outcome.Counts[i] / of[key.FirstVariant + i / perVariant];
        Place(key, frequencies);
    }

    public FragmentTensors ToTensors() => new(ImmutableArray.Create(_tensors), _samples);

    private void Place(JobKey key, double[] numbers)
    {
        int outcomes = _plan.Fragments[key.Fragment].Program.OutcomeCount, rows = key.VariantCount * outcomes;
        if (numbers.Length != rows * key.SampleCount)
            throw new ArgumentException($"The outcome of {key} has {numbers.Length} numbers instead of {rows * key.SampleCount}.");
        double[] target = _tensors[key.Fragment];
        for (int r = 0; r < rows; r++)
            numbers.AsSpan(r * key.SampleCount, key.SampleCount)
                .CopyTo(target.AsSpan((key.FirstVariant * outcomes + r) * _samples + key.FirstSample, key.SampleCount));
    }
}
