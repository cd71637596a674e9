using System.Collections.Immutable;

namespace QuantumCluster.Cutting.Execution;

/// <param name="Outputs">[samples, outputs], row-major: the reconstructed readout.</param>
/// <param name="Measured">What the fragments gave, probabilities or relative frequencies: the backward pass needs it.</param>
public sealed record ForwardResult(double[] Outputs, FragmentTensors Measured)
{
    /// <summary>How it was sampled; null when it is exact.</summary>
    public ShotPlan? Shots { get; init; }

    /// <summary>Where it deviates from its plan's classes of devices, by fragment; empty for a result that can be had again.</summary>
    public ImmutableArray<SubstitutedJobs> Substituted { get; init; } = [];

    /// <exception cref="ArgumentException">The result was sampled.</exception>
    public void RequireExact()
    {
        if (Shots is not null)
            throw new ArgumentException($"The forward pass was sampled with {Shots}, and the adjoint's gradients need an exact one; shift parameters instead, or leave the shots out.");
    }
}
