namespace QuantumCluster.Cutting.Execution;

/// <param name="Inputs">[samples, inputs], row-major.</param>
/// <param name="Weights">[weights], summed over the batch by the fixed tree of <see cref="Reconstruction.SampleTree"/>.</param>
public sealed record LayerGradients(double[] Inputs, double[] Weights);
