using QuantumCluster.Cli.Plan;
using QuantumCluster.Cutting.Execution;

namespace QuantumCluster.Cli.Layer;

/// <summary>One evaluation of the layer: forward, and backward when the request has a cotangent.</summary>
internal static class LayerEvaluation
{
    /// <param name="started">When the work for this request began.</param>
    public static async Task<LayerAnswer> RunAsync(
        LayerRequest request, LadderPlan ladder, IFragmentExecutor executor, TimeProvider time, long started, CancellationToken cancellation)
    {
        long ready = time.GetTimestamp();
        ForwardResult forward = request.Shots is { } shots
            ? await executor.SampleAsync(ladder.Plan, request.Batch, shots, cancellation)
            : await executor.ForwardAsync(ladder.Plan, request.Batch, cancellation);
        long evaluated = time.GetTimestamp();
        LayerGradients? gradients = request.Cotangents is null
            ? null
            : await executor.BackwardAsync(ladder.Plan, request.Batch, forward, request.Cotangents, cancellation);
        return new(ladder, request.Batch.Samples, forward.Outputs, gradients, new LayerSeconds(
            time.GetElapsedTime(started, ready).TotalSeconds,
            time.GetElapsedTime(ready, evaluated).TotalSeconds,
            gradients is null ? 0 : time.GetElapsedTime(evaluated).TotalSeconds)) { Shots = forward.Shots };
    }
}
