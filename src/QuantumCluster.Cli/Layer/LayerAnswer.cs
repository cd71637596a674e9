using System.Collections.Immutable;
using QuantumCluster.Cli.Plan;
using QuantumCluster.Cutting.Estimation;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Cutting.Plans;

namespace QuantumCluster.Cli.Layer;

/// <summary>What an evaluation gave.</summary>
/// <param name="Outputs">[samples, outputs], row-major.</param>
/// <param name="Gradients">Null when none were asked for.</param>
internal sealed record LayerAnswer(LadderPlan Plan, int Samples, double[] Outputs, LayerGradients? Gradients, LayerSeconds Seconds)
{
    /// <summary>How the outputs were sampled, and what came of it; null when they are exact.</summary>
    public LayerEstimate? Estimated { get; init; }

    /// <summary>Jobs that other devices did than the plan says; empty for an answer that can be had again.</summary>
    public ImmutableArray<(DeviceClass By, int Jobs)> Substituted { get; init; } = [];
}

/// <param name="Estimate">Its outputs are those before a projection.</param>
internal sealed record LayerEstimate(LayerSampling Sampling, Estimate Estimate);

/// <summary>Wall time, in seconds.</summary>
/// <param name="Start">Planning and bringing the executor up.</param>
/// <param name="Backward">0 when no gradients were asked for.</param>
internal readonly record struct LayerSeconds(double Start, double Forward, double Backward);
