using QuantumCluster.Cutting.Jobs;

namespace QuantumCluster.Actors.Ledger;

/// <summary>A node's word on what the outcome of a job is.</summary>
internal readonly record struct Claim(NodeEntry Node, JobOutcome Outcome)
{
    /// <summary>To the last bit, as honest devices of one profile agree.</summary>
    public bool AgreesWith(JobOutcome other) => (Outcome, other) switch
    {
        (JobOutcome.Evaluated a, JobOutcome.Evaluated b) => Same(a.Probabilities, b.Probabilities),
        (JobOutcome.Counted a, JobOutcome.Counted b) => a.Counts.AsSpan().SequenceEqual(b.Counts),
        (JobOutcome.Differentiated a, JobOutcome.Differentiated b) => Same(a.InputGradients, b.InputGradients) && Same(a.WeightPartials, b.WeightPartials)
            && Same(a.Variances?.Inputs ?? [], b.Variances?.Inputs ?? []) && Same(a.Variances?.Weights ?? [], b.Variances?.Weights ?? []),
        _ => false,
    };

    private static bool Same(double[] a, double[] b) =>
        System.Runtime.InteropServices.MemoryMarshal.AsBytes<double>(a).SequenceEqual(System.Runtime.InteropServices.MemoryMarshal.AsBytes<double>(b));
}
