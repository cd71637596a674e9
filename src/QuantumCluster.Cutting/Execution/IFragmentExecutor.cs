using QuantumCluster.Cutting.Plans;

namespace QuantumCluster.Cutting.Execution;

/// <summary>
/// Runs a plan's fragments somewhere and puts the results together: what the quantum layer calls, once forward and once backward.
/// The same plan and batch give the same bits from every implementation. Safe for concurrent calls.
/// </summary>
public interface IFragmentExecutor : IAsyncDisposable
{
    /// <exception cref="ExecutionFailedException">The run cannot be completed; the message tells the story of the job that failed.</exception>
    Task<ForwardResult> ForwardAsync(CutPlan plan, Batch batch, CancellationToken cancellation = default);

    /// <summary>Pulls <paramref name="outputCotangents"/> ([samples, outputs], row-major) back to inputs and weights.</summary>
    /// <param name="forward">The result of the forward call with the same plan and batch.</param>
    /// <exception cref="ExecutionFailedException">As for forward.</exception>
    Task<LayerGradients> BackwardAsync(CutPlan plan, Batch batch, ForwardResult forward, double[] outputCotangents, CancellationToken cancellation = default);
}
