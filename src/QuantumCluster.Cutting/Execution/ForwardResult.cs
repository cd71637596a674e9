namespace QuantumCluster.Cutting.Execution;

/// <param name="Outputs">[samples, outputs], row-major: the reconstructed readout.</param>
/// <param name="Measured">What the fragments gave: the backward pass needs it.</param>
public sealed record ForwardResult(double[] Outputs, FragmentTensors Measured);
