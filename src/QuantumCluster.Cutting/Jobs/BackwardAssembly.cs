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
    private readonly Sums _gradients;
    private readonly Sums? _variances;

    /// <param name="hasVariances">True for gradients from shots: every outcome brings its variances.</param>
    public BackwardAssembly(CutPlan plan, int samples, bool hasVariances = false)
    {
        _plan = plan;
        _gradients = new(plan, samples);
        _variances = hasVariances ? new(plan, samples) : null;
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
        _gradients.Add(key, fragment, blocks, outcome.InputGradients, outcome.WeightPartials);
        if (_variances is null) return;
        if (outcome.Variances is not { } variances || variances.Inputs.Length != outcome.InputGradients.Length || variances.Weights.Length != outcome.WeightPartials.Length)
            throw new ArgumentException($"The outcome of {key} does not bring a variance for each of its gradients.");
        _variances.Add(key, fragment, blocks, variances.Inputs, variances.Weights);
    }

    public LayerGradients ToGradients()
    {
        var (inputs, weights) = _gradients.Total(_plan.Request.Precision == Precision.Float);
        if (_variances is null) return new(inputs, weights);
        var (ofInputs, ofWeights) = _variances.Total(isFloat: false);
        return new(inputs, weights) { Variances = new(ofInputs, ofWeights) };
    }

    /// <summary>Numbers of inputs and weights, fragment by fragment, that are summed in one way.</summary>
    private sealed class Sums(CutPlan plan, int samples)
    {
        private readonly double[][] _inputs = [.. plan.Fragments.Select(f => new double[f.Fragment.Inputs.Length * samples])];
        private readonly Dictionary<SampleTree.Block, ReadOnlyMemory<double>>[] _weights =
            [.. plan.Fragments.Select(_ => new Dictionary<SampleTree.Block, ReadOnlyMemory<double>>())];

        public void Add(JobKey key, Fragment fragment, IReadOnlyList<SampleTree.Block> blocks, double[] inputs, double[] partials)
        {
            for (int i = 0; i < fragment.Inputs.Length; i++)
                inputs.AsSpan(i * key.SampleCount, key.SampleCount).CopyTo(_inputs[key.Fragment].AsSpan(i * samples + key.FirstSample, key.SampleCount));
            for (int b = 0; b < blocks.Count; b++)
                _weights[key.Fragment][blocks[b]] = partials.AsMemory(b * fragment.Weights.Length, fragment.Weights.Length);
        }

        public (double[] Inputs, double[] Weights) Total(bool isFloat)
        {
            var circuit = plan.Request.Circuit;
            var inputs = new double[samples * circuit.InputCount];
            var weights = new double[circuit.WeightCount];
            for (int f = 0; f < plan.Fragments.Length; f++)
            {
                Fragment fragment = plan.Fragments[f].Fragment;
                for (int i = 0; i < fragment.Inputs.Length; i++)
                    for (int s = 0; s < samples; s++)
                    {
                        ref double sum = ref inputs[s * circuit.InputCount + fragment.Inputs[i]];
                        sum += _inputs[f][i * samples + s];
                        if (isFloat) sum = (float)sum; // the sum of two floats, rounded twice, is the one rounded once
                    }

                double[] total = SampleTree.Total(_weights[f], samples, fragment.Weights.Length);
                for (int w = 0; w < total.Length; w++) weights[fragment.Weights[w]] += total[w];
            }

            return (inputs, weights);
        }
    }
}
