using QuantumCluster.Cli.Door;
using QuantumCluster.Cli.Plan;
using QuantumCluster.Cutting.Estimation;
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
        if (request.Sampling is { } sampling) return await EstimateAsync(request, sampling, ladder, executor, time, started, cancellation);
        ForwardResult forward = await executor.ForwardAsync(ladder.Plan, request.Batch, cancellation);
        long evaluated = time.GetTimestamp();
        LayerGradients? gradients = request.Cotangents is null
            ? null
            : await executor.BackwardAsync(ladder.Plan, request.Batch, forward, request.Cotangents, cancellation);
        return new(ladder, request.Batch.Samples, forward.Outputs, gradients, new LayerSeconds(
            time.GetElapsedTime(started, ready).TotalSeconds,
            time.GetElapsedTime(ready, evaluated).TotalSeconds,
            gradients is null ? 0 : time.GetElapsedTime(evaluated).TotalSeconds));
    }

    private static async Task<LayerAnswer> EstimateAsync(
        LayerRequest request, LayerSampling sampling, LadderPlan ladder, IFragmentExecutor executor, TimeProvider time, long started, CancellationToken cancellation)
    {
        long ready = time.GetTimestamp();
        try
        {
            Estimate estimate = await sampling.RunAsync(executor, ladder.Plan, request.Batch, cancellation);
            return new(ladder, request.Batch.Samples, sampling.Project ? estimate.ToDistributions() : estimate.Outputs, null,
                new LayerSeconds(time.GetElapsedTime(started, ready).TotalSeconds, time.GetElapsedTime(ready).TotalSeconds, 0)) { Estimated = new(sampling, estimate) };
        }
        catch (ArgumentException e)
        {
            throw new BadInputException(e.Message.Split(" (Parameter", 2)[0], e);
        }
    }
}
