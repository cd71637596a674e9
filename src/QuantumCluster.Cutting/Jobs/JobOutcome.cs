using QuantumCluster.Cutting.Execution;

namespace QuantumCluster.Cutting.Jobs;

/// <summary>What became of a job; always one of the nested cases.</summary>
public abstract record JobOutcome
{
    private JobOutcome(JobKey key) => Key = key;

    public JobKey Key { get; }

    /// <param name="Probabilities">[variant of the job, outcome, sample of the job], samples innermost.</param>
    public sealed record Evaluated(JobKey Key, double[] Probabilities) : JobOutcome(Key);

    /// <param name="Counts">[variant of the job, outcome, sample of the job], samples innermost: over the outcomes they sum to the shots asked for.</param>
    public sealed record Counted(JobKey Key, int[] Counts) : JobOutcome(Key);

    /// <param name="InputGradients">[input of the program, sample of the job], samples innermost.</param>
    /// <param name="WeightPartials">[block, weight of the program]: one sum per block of <see cref="Reconstruction.SampleTree.Blocks"/> of the job's samples.</param>
    public sealed record Differentiated(JobKey Key, double[] InputGradients, double[] WeightPartials) : JobOutcome(Key)
    {
        /// <summary>Of gradients from shots, in the layout of the gradients; null where they are exact.</summary>
        public GradientVariances? Variances { get; init; }
    }

    /// <summary>The job cannot run on this device, now or later: too wide, unknown gate, malformed.</summary>
    public sealed record Refused(JobKey Key, string Reason) : JobOutcome(Key);

    /// <summary>The device failed on this attempt; another may succeed.</summary>
    public sealed record Faulted(JobKey Key, string Reason) : JobOutcome(Key);
}
