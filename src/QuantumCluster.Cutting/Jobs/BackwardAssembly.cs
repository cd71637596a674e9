using QuantumCluster.Circuits.Numerics;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Cutting.Fragments;
using QuantumCluster.Cutting.Plans;
using QuantumCluster.Cutting.Reconstruction;

namespace QuantumCluster.Cutting.Jobs;

/// <summary>Collects the outcomes of a backward pass by key and sums them in one fixed order: samples by <see cref="SampleTree"/>, then fragments by number.</summary>
public sealed class BackwardAssembly
{
    private readonly CutPlan _plan;
    private readonly int _samples;
    private readonly double[][] _inputs;
    private readonly Dictionary<SampleTree.Block, ReadOnlyMemory<double>>[] _weights;

    public BackwardAssembly(CutPlan plan, int samples)
    {
        (_plan, _samples) = (plan, samples);
        _inputs = [.. plan.Fragments.Select(f => new double[f.Fragment.Inputs.Length * samples])];
        _weights = [.. plan.Fragments.Select(_ => new Dictionary<SampleTree.Block, ReadOnlyMemory<double>>())];
    }

    /// <exception cref="ArgumentException">The outcome's lengths are not those of its key.</exception>
    public void Add(JobOutcome.Differentiated outcome)
    {
        JobKey key = outcome.Key;
        Fragment fragment = _plan.Fragments[key.Fragment].Fragment;
        IReadOnlyList<SampleTree.Block> blocks = SampleTree.Blocks(key.FirstSample, key.SampleCount);
        if (outcome.InputGradients.Length != fragment.Inputs.Length * key.SampleCount || outcome.WeightPartials.Length != blocks.Count * fragment.Weights.Length)
            throw new ArgumentException($"The outcome of {key} has {outcome.InputGradients.Length} + {outcome.WeightPartials.Length} numbers instead of "
                + $"{fragment.Inputs.Length * key.SampleCount} + {blocks.Count * fragment.Weights.Length}.");
        for (int i = 0; i < fragment.Inputs.Length; i++)
            outcome.InputGradients.AsSpan(i * key.SampleCount, key.SampleCount).CopyTo(_inputs[key.Fragment].AsSpan(i * _samples + key.FirstSample, key.SampleCount));
        for (int b = 0; b < blocks.Count; b++)
            _weights[key.Fragment][blocks[b]] = outcome.WeightPartials.AsMemory(b * fragment.Weights.Length, fragment.Weights.Length);
    }

    public LayerGradients ToGradients()
    {
        var circuit = _plan.Request.Circuit;
        bool isFloat = _plan.Request.Precision == Precision.Float;
        var inputs = new double[_samples * circuit.InputCount];
        var weights = new double[circuit.WeightCount];
        for (int f = 0; f < _plan.Fragments.Length; f++)
        {
            Fragment fragment = _plan.Fragments[f].Fragment;
            for (int i = 0; i < fragment.Inputs.Length; i++)
                for (int s = 0; s < _samples; s++)
                {
                    ref double sum = ref inputs[s * circuit.InputCount + fragment.Inputs[i]];
                    sum += _inputs[f][i * _samples + s];
                    if (isFloat) sum = (float)sum; // the sum of two floats, rounded twice, is the one rounded once
                }

            double[] total = SampleTree.Total(_weights[f], _samples, fragment.Weights.Length);
            for (int w = 0; w < total.Length; w++) weights[fragment.Weights[w]] += total[w];
        }

        return new(inputs, weights);
    }
}
