using QuantumCluster.Cutting.Jobs;
using QuantumCluster.Cutting.Lanes;
using QuantumCluster.Cutting.Variants;
using QuantumCluster.Devices.Numerics;
using QuantumCluster.Devices.Profiles;
using QuantumCluster.Devices.Shots;

namespace QuantumCluster.Devices.Noise;

/// <summary>Jobs on fused transfer matrices, one vector of samples after another.</summary>
internal sealed class TransferMatrixRun<L>(NoisyProgram ready, LaneWidth width) : NoisyRun(ready) where L : unmanaged, ILanes<L>
{
    private readonly FragmentProgram _program = ready.Program;
    private readonly NoisyState<L> _state = new(ready, width);
    private readonly LaneBuffer<L> _rows = new(ready.Program.Variants.Length * ready.Program.OutcomeCount);
    private readonly InputAngles _angles = new(L.Precision);
    private readonly ShotSampler _sampler = new(ready.Program.OutcomeCount);

    public override DeviceNoise Noise { set => _state.Noise = value; }

    public override void Evaluate(JobKey key, double[] weights, double[] inputs, Span<double> probabilities)
    {
        int rows = key.VariantCount * _program.OutcomeCount;
        _state.Load(weights);
        ReadOnlySpan<double> within = _angles.Within(inputs);
        for (int first = 0; first < key.SampleCount; first += L.Width)
        {
            Measure(key, within, first);
            SampleMinor.Store<L>(_rows.Span[..rows], probabilities, key.SampleCount, first);
        }
    }

    public override void Count(FragmentJob job, JobAsk.Counts ask, Span<int> counts)
    {
        JobKey key = job.Key;
        int rows = key.VariantCount * _program.OutcomeCount;
        var probabilities = new double[rows * L.Width];
        _state.Load(job.Weights);
        ReadOnlySpan<double> inputs = _angles.Within(job.Inputs);
        for (int first = 0; first < key.SampleCount; first += L.Width)
        {
            Measure(key, inputs, first);
            SampleMinor.Store<L>(_rows.Span[..rows], probabilities, L.Width, 0);
            _sampler.Count(ask, key, probabilities, L.Width, first, Math.Min(L.Width, key.SampleCount - first), counts);
        }
    }

    /// <summary>Evolves once for all variants that are prepared alike.</summary>
    private void Measure(JobKey key, ReadOnlySpan<double> inputs, int first)
    {
        SampleMinor.Load(inputs, key.SampleCount, first, _state.Inputs);
        for (int v = 0; v < key.VariantCount; v++)
        {
            if (IsPreparedBefore(key, v)) continue;
            Variant prepared = _program.Variants[key.FirstVariant + v];
            _state.Evolve(prepared);
            for (int w = v; w < key.VariantCount; w++)
                if (AreAlike(prepared, _program.Variants[key.FirstVariant + w]))
                    _state.Read(_program.Variants[key.FirstVariant + w], _rows.Span.Slice(w * _program.OutcomeCount, _program.OutcomeCount));
        }
    }

    private bool IsPreparedBefore(JobKey key, int variant)
    {
        for (int v = 0; v < variant; v++)
            if (AreAlike(_program.Variants[key.FirstVariant + v], _program.Variants[key.FirstVariant + variant])) return true;
        return false;
    }

    private static bool AreAlike(Variant a, Variant b) => a.Preparations.AsSpan().SequenceEqual(b.Preparations.AsSpan());
}
