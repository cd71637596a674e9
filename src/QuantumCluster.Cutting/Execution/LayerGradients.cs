using System.Collections.Immutable;

namespace QuantumCluster.Cutting.Execution;

/// <param name="Inputs">[samples, inputs], row-major.</param>
/// <param name="Weights">[weights], summed over the batch by the fixed tree of <see cref="Reconstruction.SampleTree"/>.</param>
public sealed record LayerGradients(double[] Inputs, double[] Weights)
{
    /// <summary>Of gradients from shots; null where they are exact. What they cover: <see cref="GradientVariances"/>.</summary>
    public GradientVariances? Variances { get; init; }

    /// <summary>The square roots of <see cref="Variances"/>; null where the gradients are exact.</summary>
    public (double[] Inputs, double[] Weights)? StandardErrors => Variances is null ? null : (Array.ConvertAll(Variances.Inputs, Math.Sqrt), Array.ConvertAll(Variances.Weights, Math.Sqrt));

    /// <inheritdoc cref="ForwardResult.Substituted"/>
    public ImmutableArray<SubstitutedJobs> Substituted { get; init; } = [];
}
