namespace QuantumCluster.Cutting.Execution;

/// <summary>
/// Estimated variances of gradients by parameter shift, each in the place of its gradient; the square root is the standard error.
/// They cover the shots of the shifted circuits, given the cotangents: all of the error after an exact forward pass. After a sampled
/// one the cotangents of a fragment are themselves made of the shots of the other fragments, and that error, which grows with the
/// number of cuts, is not in here: a gradient then lies outside its error bars more often than they say.
/// </summary>
/// <remarks>
/// A gradient is Σ coefficient · (Σ cotangent · frequency) over independent variants, terms and operations. The inner sum over the outcomes of N
/// shots has the mean square deviation s² of one shot's cotangent, and an unbiased estimate of its variance is s² / (N − 1).
/// </remarks>
/// <param name="Inputs">As the gradients of the inputs.</param>
/// <param name="Weights">As the gradients of the weights.</param>
public sealed record GradientVariances(double[] Inputs, double[] Weights);
