using QuantumCluster.Circuits;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Cutting.Plans;

namespace QuantumCluster.Cutting.Gradients;

/// <summary>One evaluation of a layer, and its gradients: by which method, at which step and with which chance.</summary>
/// <param name="Step">Of the training, at least 0: what drifting devices go by.</param>
/// <param name="Chance">
/// Keys all shots and perturbations of this evaluation: the same seed gives the same bits, and evaluations that are to be independent, such as
/// two steps, need seeds of their own.
/// </param>
public sealed record LayerRun(GradientMethod Method, long Step, Seed Chance)
{
    /// <summary>Exact probabilities, adjoint, step 0.</summary>
    public static LayerRun Exact { get; } = new(GradientMethod.Adjoint, 0, default);

    /// <exception cref="ExecutionFailedException">The run cannot be completed.</exception>
    public Task<ForwardResult> ForwardAsync(IFragmentExecutor executor, CutPlan plan, Batch batch, CancellationToken cancellation = default) =>
        ForwardAsync(executor, plan, batch, "forward", cancellation);

    /// <summary>Pulls <paramref name="outputCotangents"/> ([samples, outputs], row-major) back to inputs and weights.</summary>
    /// <param name="forward">What <see cref="ForwardAsync(IFragmentExecutor, CutPlan, Batch, CancellationToken)"/> gave for the same plan and batch.</param>
    /// <exception cref="ExecutionFailedException">The run cannot be completed.</exception>
    public Task<LayerGradients> GradientsAsync(
        IFragmentExecutor executor, CutPlan plan, Batch batch, ForwardResult forward, double[] outputCotangents, CancellationToken cancellation = default) => Method.Rule switch
        {
            GradientRule.Shift => executor.ShiftAsync(plan, batch, forward, outputCotangents, Method.Shots is { } shots ? new ShiftPlan(shots, Chance.For("shift")) : ShiftPlan.Exact, cancellation),
            GradientRule.Spsa => new Spsa(batch, plan.Request.Circuit.InputCount, Chance.For("perturbation"))
                .GradientsAsync((moved, name) => ForwardAsync(executor, plan, moved, name, cancellation), outputCotangents),
            _ => executor.BackwardAsync(plan, batch, forward, outputCotangents, cancellation),
        };

    /// <param name="name">Keys the shots among those of this evaluation.</param>
    private Task<ForwardResult> ForwardAsync(IFragmentExecutor executor, CutPlan plan, Batch batch, string name, CancellationToken cancellation) => Method.Shots is { } shots
        ? executor.SampleAsync(plan, batch, new ShotPlan(shots, Chance.For(name)), cancellation)
        : executor.ForwardAsync(plan, batch, cancellation);
}
