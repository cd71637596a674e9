using QuantumCluster.Cutting.Jobs;
using QuantumCluster.Cutting.Lanes;
using QuantumCluster.Cutting.Reconstruction;
using QuantumCluster.Devices.Numerics;
using QuantumCluster.Devices.Shifts;
using QuantumCluster.Devices.Shots;

namespace QuantumCluster.Devices.Fused;

/// <summary>Runs jobs of one fused program, one vector of samples after another. Not safe for concurrent calls.</summary>
internal abstract class FusedJob : IProbabilitySource
{
    public abstract JobOutcome Run(FragmentJob job);

    /// <param name="counts">[variant of the job, outcome, sample of the job]; overwritten.</param>
    public abstract void Count(FragmentJob job, JobAsk.Counts ask, Span<int> counts);

    /// <inheritdoc/>
    public abstract void Evaluate(double[] weights, double[] inputs, int samples, Span<double> probabilities);

    public static FusedJob Create(FusedProgram program, LaneWidth width) => LaneChoice.Run<Creation, FusedJob>(program.Program.Precision, width, new(program));

    private readonly struct Creation(FusedProgram program) : ILanesTask<FusedJob>
    {
        public FusedJob With<L>() where L : unmanaged, ILanes<L> => new InLanes<L>(program);
    }

    private sealed class InLanes<L>(FusedProgram program) : FusedJob where L : unmanaged, ILanes<L>
    {
        private readonly FusedRun<L> _run = new(program);
        private readonly LaneBuffer<L> _rows = new(program.Program.Variants.Length * program.Program.OutcomeCount);
        private readonly double[] _probabilities = new double[program.Program.Variants.Length * program.Program.OutcomeCount * L.Width];
        private readonly InputAngles _angles = new(L.Precision);
        private readonly ShotSampler _sampler = new(program.Program.OutcomeCount);

        public override JobOutcome Run(FragmentJob job)
        {
            _run.LoadWeights(job.Weights);
            return job.Ask is JobAsk.VectorJacobianProduct product ? Differentiate(job, product.Cotangents) : Evaluate(job);
        }

        public override void Count(FragmentJob job, JobAsk.Counts ask, Span<int> counts)
        {
            JobKey key = job.Key;
            int samples = key.SampleCount;
            int rows = key.VariantCount * program.Program.OutcomeCount;
            ReadOnlySpan<double> inputs = _angles.Within(job.Inputs);
            _run.LoadWeights(job.Weights);
            for (int first = 0; first < samples; first += L.Width)
            {
                SampleMinor.Load(inputs, samples, first, _run.Angles);
                _run.Evaluate(_rows.Span, key.FirstVariant, key.VariantCount);
                SampleMinor.Store<L>(_rows.Span[..rows], _probabilities, L.Width, 0);
                _sampler.Count(ask, key, _probabilities, L.Width, first, Math.Min(L.Width, samples - first), counts);
            }
        }

        public override void Evaluate(double[] weights, double[] inputs, int samples, Span<double> probabilities)
        {
            ReadOnlySpan<double> angles = _angles.Within(inputs);
            _run.LoadWeights(weights);
            for (int first = 0; first < samples; first += L.Width)
            {
                SampleMinor.Load(angles, samples, first, _run.Angles);
                _run.Evaluate(_rows.Span, 0, program.Program.Variants.Length);
                SampleMinor.Store<L>(_rows.Span, probabilities, samples, first);
            }
        }

        private JobOutcome.Evaluated Evaluate(FragmentJob job)
        {
            JobKey key = job.Key;
            int rows = key.VariantCount * program.Program.OutcomeCount, samples = key.SampleCount;
            var probabilities = new double[rows * samples];
            ReadOnlySpan<double> inputs = _angles.Within(job.Inputs);
            for (int first = 0; first < samples; first += L.Width)
            {
                SampleMinor.Load(inputs, samples, first, _run.Angles);
                _run.Evaluate(_rows.Span, key.FirstVariant, key.VariantCount);
                SampleMinor.Store<L>(_rows.Span[..rows], probabilities, samples, first);
            }

            return new(key, probabilities);
        }

        private JobOutcome.Differentiated Differentiate(FragmentJob job, double[] cotangents)
        {
            JobKey key = job.Key;
            int samples = key.SampleCount, weights = program.Program.Circuit.WeightCount;
            var inputGradients = new double[program.Program.Circuit.InputCount * samples];
            var weightGradients = new double[weights * samples]; // [weight, sample]
            ReadOnlySpan<double> inputs = _angles.Within(job.Inputs);
            for (int first = 0; first < samples; first += L.Width)
            {
                SampleMinor.Load(inputs, samples, first, _run.Angles);
                SampleMinor.Load(cotangents, samples, first, _rows.Span);
                _run.Evolve();
                _run.Differentiate(_rows.Span);
                SampleMinor.Store<L>(_run.Gradients[..weights], weightGradients, samples, first);
                SampleMinor.Store<L>(_run.Gradients[weights..], inputGradients, samples, first);
            }

            return new(key, inputGradients, SampleTree.Partials(weightGradients, key.FirstSample, samples));
        }
    }
}
