using System.Collections.Immutable;
using QuantumCluster.Cutting.Execution;

namespace QuantumCluster.Cutting.Estimation;

/// <summary>A readout estimated from shots, with what is known of its error.</summary>
/// <param name="Outputs">[samples, outputs], row-major: unbiased for a plan of shots made beforehand; a probability may be slightly negative or above 1.</param>
/// <param name="StandardErrors">[samples, outputs], row-major: the standard deviation of each output over repetitions of the whole estimate, as estimated from this one.</param>
/// <param name="Frequencies">What was measured, all rounds together, before any map.</param>
/// <param name="Shots">How often each variant was run on each sample, all rounds together; one entry per fragment.</param>
/// <param name="ShotsPerSample">Of all variants together; calibration is not counted.</param>
public sealed record Estimate(double[] Outputs, double[] StandardErrors, FragmentTensors Frequencies, ImmutableArray<VariantShots> Shots, long ShotsPerSample)
{
    /// <summary>Standard errors on either side of an estimate that hold the truth in 95 of 100 cases, by the normal distribution.</summary>
    public const double NormalQuantile95 = 1.959963984540054;

    /// <summary>The 95 % interval of an output: the estimate, and <see cref="NormalQuantile95"/> standard errors on either side of it.</summary>
    public (double Low, double High) Interval95(int output) =>
        (Outputs[output] - NormalQuantile95 * StandardErrors[output], Outputs[output] + NormalQuantile95 * StandardErrors[output]);

    /// <summary>[samples, outputs]: the nearest distribution to each sample's outputs. Never farther from the truth, but biased; the error bars are those of <see cref="Outputs"/>.</summary>
    public double[] ToDistributions()
    {
        double[] projected = [.. Outputs];
        SimplexProjection.Apply(projected, projected.Length / Frequencies.Samples);
        return projected;
    }
}
