using QuantumCluster.Cutting.Execution;
using QuantumCluster.Cutting.Plans;

namespace QuantumCluster.Learning.Tests.Networks;

/// <summary>Works for a number of calls and fails from then on, as a cluster whose last worker is lost.</summary>
internal sealed class FailingExecutor(IFragmentExecutor inner, int callsBeforeFailure) : IFragmentExecutor
{
    private int _calls;

    public Task<ForwardResult> ForwardAsync(CutPlan plan, Batch batch, CancellationToken cancellation = default) =>
        ++_calls > callsBeforeFailure ? Fail<ForwardResult>() : inner.ForwardAsync(plan, batch, cancellation);

    public Task<ForwardResult> SampleAsync(CutPlan plan, Batch batch, ShotPlan shots, CancellationToken cancellation = default) =>
        ++_calls > callsBeforeFailure ? Fail<ForwardResult>() : inner.SampleAsync(plan, batch, shots, cancellation);

    public Task<LayerGradients> BackwardAsync(CutPlan plan, Batch batch, ForwardResult forward, double[] outputCotangents, CancellationToken cancellation = default) =>
        ++_calls > callsBeforeFailure ? Fail<LayerGradients>() : inner.BackwardAsync(plan, batch, forward, outputCotangents, cancellation);

    public Task<LayerGradients> ShiftAsync(CutPlan plan, Batch batch, ForwardResult forward, double[] outputCotangents, ShiftPlan shift, CancellationToken cancellation = default) =>
        ++_calls > callsBeforeFailure ? Fail<LayerGradients>() : inner.ShiftAsync(plan, batch, forward, outputCotangents, shift, cancellation);

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private static Task<T> Fail<T>() => Task.FromException<T>(new ExecutionFailedException("The device is gone."));
}
