using QuantumCluster.Cutting.Plans;

namespace QuantumCluster.Cutting.Execution;

/// <summary>
/// Runs a plan's fragments somewhere and puts the results together: what the quantum layer calls, once forward and once backward.
/// The same plan, batch and shots give the same bits from every implementation. Safe for concurrent calls.
/// </summary>
public interface IFragmentExecutor : IAsyncDisposable
{
    /// <exception cref="ExecutionFailedException">The run cannot be completed; the message tells the story of the job that failed.</exception>
    Task<ForwardResult> ForwardAsync(CutPlan plan, Batch batch, CancellationToken cancellation = default);

    /// <summary>
    /// Runs every variant a number of times, as hardware does, and puts its relative frequencies together. The outputs are unbiased: their
    /// mean over seeds is the exact readout, and their variance falls as one over the shots. One estimate is no distribution: a
    /// probability may come out slightly negative or above 1.
    /// </summary>
    /// <returns>The estimate, with relative frequencies as what was measured.</returns>
    /// <exception cref="ExecutionFailedException">As for forward; also when the devices do not take as many shots.</exception>
    Task<ForwardResult> SampleAsync(CutPlan plan, Batch batch, ShotPlan shots, CancellationToken cancellation = default);

    /// <summary>Pulls <paramref name="outputCotangents"/> ([samples, outputs], row-major) back to inputs and weights.</summary>
    /// <param name="forward">The result of the exact forward call with the same plan and batch.</param>
    /// <exception cref="ArgumentException">The forward result was sampled.</exception>
    /// <exception cref="ExecutionFailedException">As for forward.</exception>
    Task<LayerGradients> BackwardAsync(CutPlan plan, Batch batch, ForwardResult forward, double[] outputCotangents, CancellationToken cancellation = default);

    /// <summary>
    /// The gradients of <see cref="BackwardAsync"/> as hardware takes them: every fragment is run again at each shift of its own angles, and
    /// no other fragment with it. Exact ones equal the adjoint's but for rounding. With shots they are unbiased for the
    /// given <paramref name="outputCotangents"/>, also after a sampled forward pass, because its shots and these are drawn apart.
    /// </summary>
    /// <remarks>
    /// Where the cotangents come from a loss that is not linear in the outputs, and the outputs from shots, the loss's gradient is biased by
    /// what the shots of the forward pass do to the cotangents: of order one over these shots.
    /// </remarks>
    /// <param name="forward">The result of a forward call with the same plan and batch, exact or sampled.</param>
    /// <returns>With variances if there are shots.</returns>
    /// <exception cref="ExecutionFailedException">As for forward; also when the devices do not take as many shots.</exception>
    Task<LayerGradients> ShiftAsync(CutPlan plan, Batch batch, ForwardResult forward, double[] outputCotangents, ShiftPlan shift, CancellationToken cancellation = default);
}
