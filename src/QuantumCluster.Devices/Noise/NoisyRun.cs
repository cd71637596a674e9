using QuantumCluster.Cutting.Jobs;
using QuantumCluster.Cutting.Lanes;
using QuantumCluster.Cutting.Variants;
using QuantumCluster.Devices.Numerics;
using QuantumCluster.Devices.Profiles;
using QuantumCluster.Devices.Shifts;
using QuantumCluster.Devices.Shots;

namespace QuantumCluster.Devices.Noise;

/// <summary>Runs jobs of one noisy program, one vector of samples after another. Not safe for concurrent calls.</summary>
internal abstract class NoisyRun : IProbabilitySource
{
    /// <summary>The device's figures, from now on.</summary>
    public abstract DeviceNoise Noise { set; }

    /// <inheritdoc/>
    public abstract void Evaluate(double[] weights, double[] inputs, int samples, Span<double> probabilities);

    /// <returns>[variant of the job, outcome, sample of the job].</returns>
    public abstract double[] Evaluate(FragmentJob job);

    /// <param name="counts">[variant of the job, outcome, sample of the job]; overwritten.</param>
    public abstract void Count(FragmentJob job, JobAsk.Counts ask, Span<int> counts);

    public static NoisyRun Create(NoisyProgram program, LaneWidth width) => LaneChoice.Run<Creation, NoisyRun>(program.Program.Precision, width, new(program, width));

    private readonly struct Creation(NoisyProgram program, LaneWidth width) : ILanesTask<NoisyRun>
    {
        public NoisyRun With<L>() where L : unmanaged, ILanes<L> => new InLanes<L>(program, width);
    }

    private sealed class InLanes<L>(NoisyProgram ready, LaneWidth width) : NoisyRun where L : unmanaged, ILanes<L>
    {
        private readonly FragmentProgram _program = ready.Program;
        private readonly NoisyState<L> _state = new(ready, width);
        private readonly LaneBuffer<L> _rows = new(ready.Program.Variants.Length * ready.Program.OutcomeCount);
        private readonly InputAngles _angles = new(L.Precision);
        private readonly ShotSampler _sampler = new(ready.Program.OutcomeCount);

        public override DeviceNoise Noise { set => _state.Noise = value; }

        public override void Evaluate(double[] weights, double[] inputs, int samples, Span<double> probabilities) =>
            Evaluate(new JobKey(default, 0, 0, _program.Variants.Length, 0, samples), weights, inputs, probabilities);

        public override double[] Evaluate(FragmentJob job)
        {
            var probabilities = new double[job.Key.VariantCount * _program.OutcomeCount * job.Key.SampleCount];
            Evaluate(job.Key, job.Weights, job.Inputs, probabilities);
            return probabilities;
        }

        private void Evaluate(JobKey key, double[] weights, double[] inputs, Span<double> probabilities)
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
                Variant prepared = _program.Variants[key.FirstVariant + v];
                if (EarlierAlike(key, v)) continue;
                _state.Evolve(prepared);
                for (int w = v; w < key.VariantCount; w++)
                    if (Alike(prepared, _program.Variants[key.FirstVariant + w])) _state.Read(_program.Variants[key.FirstVariant + w], _rows.Span.Slice(w * _program.OutcomeCount, _program.OutcomeCount));
            }
        }

        private bool EarlierAlike(JobKey key, int variant)
        {
            for (int v = 0; v < variant; v++)
                if (Alike(_program.Variants[key.FirstVariant + v], _program.Variants[key.FirstVariant + variant])) return true;
            return false;
        }

        private static bool Alike(Variant a, Variant b) => a.Preparations.AsSpan().SequenceEqual(b.Preparations.AsSpan());
    }
}
