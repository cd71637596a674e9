using System.Collections.Immutable;
using QuantumCluster.Cutting.Estimation;
using QuantumCluster.Cutting.Plans;
using QuantumCluster.Cutting.Reconstruction;

namespace QuantumCluster.Cutting.Execution;

/// <param name="Outputs">[samples, outputs], row-major: the reconstructed readout.</param>
/// <param name="Measured">What the fragments gave, probabilities or relative frequencies: the backward pass needs it.</param>
public sealed record ForwardResult(double[] Outputs, FragmentTensors Measured)
{
    /// <summary>How it was sampled; null when it is exact.</summary>
    public ShotPlan? Shots { get; init; }

    /// <summary>Where it deviates from its plan's classes of devices, by fragment; empty for a result that can be had again.</summary>
    public ImmutableArray<SubstitutedJobs> Substituted { get; init; } = [];

    /// <summary>What stands between what was measured and the reconstruction, such as a <see cref="ReadoutMitigation"/>; null for nothing.</summary>
    public IFrequencyMap? Map { get; init; }

    /// <summary>The same measurement put together through a map. Gradients taken from the result go through the map's transpose.</summary>
    public ForwardResult Through(CutPlan plan, IFrequencyMap map) => this with { Map = map, Outputs = Contraction.Contract(plan, map.Apply(Measured)) };

    /// <summary>Pulls cotangents of the outputs back to what fragments measure.</summary>
    /// <param name="outputCotangents">[samples, outputs], row-major.</param>
    /// <param name="at">Where the reconstruction is linearised, in the layout of <see cref="Measured"/>, which is taken if there is none.</param>
    /// <exception cref="ArgumentException">A shape is not that of the plan.</exception>
    public FragmentTensors Cotangents(CutPlan plan, double[] outputCotangents, FragmentTensors? at = null) => Map is null
        ? Contraction.Transpose(plan, at ?? Measured, outputCotangents)
        : Map.Transpose(Contraction.Transpose(plan, Map.Apply(at ?? Measured), outputCotangents));

    /// <exception cref="ArgumentException">The result was sampled.</exception>
    public void RequireExact()
    {
        if (Shots is not null)
            throw new ArgumentException($"The forward pass was sampled with {Shots}, and the adjoint's gradients need an exact one; shift parameters instead, or leave the shots out.");
    }
}
