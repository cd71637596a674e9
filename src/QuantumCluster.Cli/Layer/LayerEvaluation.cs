using QuantumCluster.Cli.Door;
using QuantumCluster.Cli.Plan;
using QuantumCluster.Cutting.Estimation;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Cutting.Gradients;

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
            : await LayerRunFor(ladder).GradientsAsync(executor, ladder.Plan, request.Batch, forward, request.Cotangents, cancellation);
        return new(ladder, request.Batch.Samples, forward.Outputs, gradients, new LayerSeconds(
            time.GetElapsedTime(started, ready).TotalSeconds,
            time.GetElapsedTime(ready, evaluated).TotalSeconds,
            gradients is null ? 0 : time.GetElapsedTime(evaluated).TotalSeconds));
    }

    /// <summary>By adjoint where the devices are simulators without noise, by exact shifts elsewhere.</summary>
    private static LayerRun LayerRunFor(LadderPlan ladder) =>
        ladder.Plan.Fragments.Any(f => f.Class is { IsNoisy: true }) ? LayerRun.Exact with { Method = new GradientMethod(GradientRule.Shift) } : LayerRun.Exact;

    private static async Task<LayerAnswer> EstimateAsync(
        LayerRequest request, LayerSampling sampling, LadderPlan ladder, IFragmentExecutor executor, TimeProvider time, long started, CancellationToken cancellation)
    {
        long ready = time.GetTimestamp();
        try
        {
            Estimate estimate = await sampling.RunAsync(executor, ladder.Plan, request.Batch, cancellation);
            long evaluated = time.GetTimestamp();
            LayerGradients? gradients = request.Cotangents is null ? null : await ShiftAsync(request, request.Cotangents, sampling, estimate, ladder, executor, cancellation);
            return new(ladder, request.Batch.Samples, sampling.Project ? estimate.ToDistributions() : estimate.Outputs, gradients, new LayerSeconds(
                time.GetElapsedTime(started, ready).TotalSeconds,
                time.GetElapsedTime(ready, evaluated).TotalSeconds,
                gradients is null ? 0 : time.GetElapsedTime(evaluated).TotalSeconds)) { Estimated = new(sampling, estimate) };
        }
        catch (ArgumentException e)
        {
            throw new BadInputException(e.Message.Split(" (Parameter", 2)[0], e);
        }
    }

    /// <summary>Gradients by parameter shift, from as many shots of every shifted variant as the outputs had, drawn apart from theirs.</summary>
    private static Task<LayerGradients> ShiftAsync(
        LayerRequest request, double[] cotangents, LayerSampling sampling, Estimate estimate, LadderPlan ladder, IFragmentExecutor executor, CancellationToken cancellation)
    {
        var forward = new ForwardResult(estimate.Outputs, estimate.Frequencies) { Shots = new ShotPlan(estimate.Shots, sampling.Seed) };
        return executor.ShiftAsync(ladder.Plan, request.Batch, forward, cotangents, new ShiftPlan(sampling.Shots!.Value, sampling.Seed.For("shift")), cancellation);
    }
}
