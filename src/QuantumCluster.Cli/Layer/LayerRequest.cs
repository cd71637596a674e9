using QuantumCluster.Circuits.Kernels;
using QuantumCluster.Circuits.Readouts;
using QuantumCluster.Cutting.Execution;

namespace QuantumCluster.Cli.Layer;

/// <summary>A checked request to evaluate the quantum layer alone.</summary>
/// <param name="Ladder">The circuit.</param>
/// <param name="Batch">Weights, flattened layer by layer and kernel by kernel, and the inputs of every sample.</param>
/// <param name="Cotangents">[samples, outputs], row-major; null when no gradients are asked for.</param>
internal sealed record LayerRequest(Ladder Ladder, Readout Readout, Batch Batch, double[]? Cotangents)
{
    /// <summary>How to sample the outputs; null for exact ones.</summary>
    public LayerSampling? Sampling { get; init; }
}
