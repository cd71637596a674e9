using QuantumCluster.Cutting.Jobs;
using QuantumCluster.Cutting.Lanes;
using QuantumCluster.Devices.Profiles;
using QuantumCluster.Devices.Shifts;

namespace QuantumCluster.Devices.Noise;

/// <summary>Runs jobs of one noisy program, in one of the ways there are. Not safe for concurrent calls.</summary>
internal abstract class NoisyRun(NoisyProgram ready) : IProbabilitySource
{
    protected NoisyProgram Ready => ready;

    /// <summary>The device's figures, from now on; to be given first.</summary>
    public abstract DeviceNoise Noise { set; }

    /// <param name="key">Which variants, and how many samples.</param>
    /// <param name="probabilities">[variant of the job, outcome, sample of the job]; overwritten.</param>
    /// <exception cref="NotSupportedException">This way has no exact probabilities.</exception>
    public abstract void Evaluate(JobKey key, double[] weights, double[] inputs, Span<double> probabilities);

    /// <param name="counts">[variant of the job, outcome, sample of the job]; overwritten.</param>
    public abstract void Count(FragmentJob job, JobAsk.Counts ask, Span<int> counts);

    /// <returns>[variant of the job, outcome, sample of the job].</returns>
    /// <exception cref="NotSupportedException">This way has no exact probabilities.</exception>
    public double[] Evaluate(FragmentJob job)
    {
        var probabilities = new double[job.Key.VariantCount * ready.Program.OutcomeCount * job.Key.SampleCount];
        Evaluate(job.Key, job.Weights, job.Inputs, probabilities);
        return probabilities;
    }

    void IProbabilitySource.Evaluate(double[] weights, double[] inputs, int samples, Span<double> probabilities) =>
        Evaluate(new JobKey(default, 0, 0, ready.Program.Variants.Length, 0, samples), weights, inputs, probabilities);

    public static NoisyRun Create(NoisyProgram ready, NoiseMethod method, LaneWidth width) => method switch
    {
        NoiseMethod.TransferMatrices => LaneChoice.Run<Creation, NoisyRun>(ready.Program.Precision, width, new(ready, width)),
        NoiseMethod.DensityMatrix => new DensityMatrixRun(ready),
        NoiseMethod.Trajectories => new TrajectoryRun(ready),
        _ => throw new NotSupportedException($"{method} is no way to emulate noise."),
    };

    private readonly struct Creation(NoisyProgram ready, LaneWidth width) : ILanesTask<NoisyRun>
    {
        public NoisyRun With<L>() where L : unmanaged, ILanes<L> => new TransferMatrixRun<L>(ready, width);
    }
}
