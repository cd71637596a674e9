namespace QuantumCluster.Cutting.Execution;

/// <summary>
/// Estimated variances of gradients by parameter shift, each in the place of its gradient; the square root is the standard error. For given
/// cotangents of the outputs they cover all shots: those of the shifted circuits and, after a sampled forward pass, those of which the
/// cotangents of the fragments are made. What the forward pass's shots do to the cotangents of the outputs, through a loss, they do not cover.
/// </summary>
/// <remarks>
/// A gradient is Σ coefficient · (Σ cotangent · frequency) over independent variants, terms and operations. The inner sum over the outcomes of N
/// shots has the mean square deviation s² of one shot's cotangent, and an unbiased estimate of its variance is s² / (N − 1). The share of the forward
/// pass is estimated along a few random directions (<see cref="Gradients.ShiftCotangents"/>), to first order in one over its shots, and as if a weight that several
/// fragments use had independent shares in each.
/// </remarks>
/// <param name="Inputs">As the gradients of the inputs.</param>
/// <param name="Weights">As the gradients of the weights.</param>
public sealed record GradientVariances(double[] Inputs, double[] Weights);
