using QuantumCluster.Circuits;
using QuantumCluster.Cutting.Fragments;
using QuantumCluster.Cutting.Lanes;
using QuantumCluster.Cutting.Plans;
using QuantumCluster.Cutting.Reconstruction;
using QuantumCluster.Devices.Fused;
using QuantumCluster.Devices.Numerics;

namespace QuantumCluster.Devices.Execution;

/// <inheritdoc cref="CutEvaluator"/>
internal sealed class TileEvaluator<L> : CutEvaluator where L : unmanaged, ILanes<L>
{
    private readonly Circuit _circuit;
    private readonly CutPlan _plan;
    private readonly FusedRun<L>[] _runs;
    private readonly Fragment[] _fragments;
    private readonly double[][] _weights;
    private readonly TileContraction<L> _contraction;
    private readonly InputAngles _angles = new(L.Precision);
    private readonly LaneBuffer<L> _inputs;
    private readonly LaneBuffer<L> _inputGradients;
    private double[] _weightGradients = []; // [fragment's weights one after another, sample]

    public TileEvaluator(CutPlan plan, FusedProgram[] programs)
    {
        (_plan, _circuit) = (plan, plan.Request.Circuit);
        _runs = [.. programs.Select(p => new FusedRun<L>(p))];
        _fragments = [.. plan.Fragments.Select(f => f.Fragment)];
        _weights = [.. _fragments.Select(f => new double[f.Weights.Length])];
        _contraction = new(plan);
        _inputs = new(_circuit.InputCount);
        _inputGradients = new(_circuit.InputCount);
    }

    internal override void Forward(ReadOnlySpan<double> weights, ReadOnlySpan<double> inputs, int samples, Span<double> outputs, double[][]? measured)
    {
        LoadWeights(weights, inputs, samples);
        RequireLength("outputs", outputs.Length, (long)samples * _plan.OutputCount);
        inputs = _angles.Within(inputs);
        for (int first = 0; first < samples; first += L.Width)
        {
            Measure(inputs, samples, first);
            if (measured is not null)
                for (int f = 0; f < measured.Length; f++) SampleMinor.Store<L>(_contraction.Measured(f), measured[f], samples, first);
            _contraction.Contract(outputs, samples, first);
        }
    }

    public override void Backward(ReadOnlySpan<double> weights, ReadOnlySpan<double> inputs, int samples, ReadOnlySpan<double> outputCotangents,
        Span<double> inputGradients, Span<double> weightGradients)
    {
        LoadWeights(weights, inputs, samples);
        Contraction.RequireCotangents(_plan, samples, outputCotangents.Length);
        RequireLength("input gradients", inputGradients.Length, inputs.Length);
        RequireLength("weight gradients", weightGradients.Length, weights.Length);
        inputs = _angles.Within(inputs);
        int rows = 0;
        foreach (double[] fragment in _weights) rows += fragment.Length;
        if (_weightGradients.Length < rows * samples) _weightGradients = new double[rows * samples];

        for (int first = 0; first < samples; first += L.Width)
        {
            Measure(inputs, samples, first);
            _contraction.Transpose(outputCotangents, samples, first);
            Span<L> gradients = _inputGradients.Span;
            gradients.Clear();
            for (int f = 0, row = 0; f < _runs.Length; f++)
            {
                FusedRun<L> run = _runs[f];
                run.Differentiate(_contraction.Cotangents(f));
                int count = _weights[f].Length;
                SampleMinor.Store<L>(run.Gradients[..count], _weightGradients.AsSpan(row * samples), samples, first);
                row += count;
                for (int i = 0; i < _fragments[f].Inputs.Length; i++) gradients[_fragments[f].Inputs[i]] += run.Gradients[count + i];
            }

            SampleMajor.Store(gradients, inputGradients[(first * gradients.Length)..], gradients.Length, samples - first);
        }

        weightGradients.Clear();
        for (int f = 0, row = 0; f < _runs.Length; f++)
            for (int w = 0; w < _weights[f].Length; w++, row++)
                weightGradients[_fragments[f].Weights[w]] += SampleTree.Total(_weightGradients.AsSpan(row * samples, samples));
    }

    private void LoadWeights(ReadOnlySpan<double> weights, ReadOnlySpan<double> inputs, int samples)
    {
        RequireLength("weights", weights.Length, _circuit.WeightCount);
        RequireLength("inputs", inputs.Length, (long)samples * _circuit.InputCount);
        for (int f = 0; f < _runs.Length; f++)
        {
            for (int w = 0; w < _weights[f].Length; w++) _weights[f][w] = weights[_fragments[f].Weights[w]];
            _runs[f].LoadWeights(_weights[f]);
        }
    }

    /// <summary>Runs every fragment's variants on the samples from <paramref name="first"/>, into the contraction's tables.</summary>
    private void Measure(ReadOnlySpan<double> inputs, int samples, int first)
    {
        Span<L> columns = _inputs.Span;
        SampleMajor.Load(inputs[(first * columns.Length)..], columns.Length, samples - first, columns);
        for (int f = 0; f < _runs.Length; f++)
        {
            FusedRun<L> run = _runs[f];
            Span<L> angles = run.Angles;
            for (int i = 0; i < angles.Length; i++) angles[i] = columns[_fragments[f].Inputs[i]];
            run.Evaluate(_contraction.Measured(f), 0, _plan.Fragments[f].Program.Variants.Length);
        }
    }

    private static void RequireLength(string name, int length, long expected)
    {
        if (length != expected) throw new ArgumentException($"The plan takes {expected} {name}; {length} numbers were given.");
    }
}
