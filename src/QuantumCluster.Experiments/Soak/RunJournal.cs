using QuantumCluster.Cutting.Execution;
using QuantumCluster.Cutting.Plans;

namespace QuantumCluster.Experiments.Soak;

/// <summary>Hands runs on to an executor and writes down when each began and ended. Safe for concurrent calls; does not own what it wraps.</summary>
/// <param name="elapsed">Time since the soak's start.</param>
public sealed class RunJournal(IFragmentExecutor inner, Func<TimeSpan> elapsed) : IFragmentExecutor
{
    private readonly Lock _gate = new();
    private readonly List<RunInterval> _runs = [];

    /// <summary>In the order of their starts.</summary>
    public IReadOnlyList<RunInterval> Runs
    {
        get
        {
            lock (_gate) return [.. _runs];
        }
    }

    public int Count
    {
        get
        {
            lock (_gate) return _runs.Count;
        }
    }

    public Task<ForwardResult> ForwardAsync(CutPlan plan, Batch batch, CancellationToken cancellation = default) =>
        WriteDownAsync(() => inner.ForwardAsync(plan, batch, cancellation));

    public Task<ForwardResult> SampleAsync(CutPlan plan, Batch batch, ShotPlan shots, CancellationToken cancellation = default) =>
        WriteDownAsync(() => inner.SampleAsync(plan, batch, shots, cancellation));

    public Task<LayerGradients> BackwardAsync(CutPlan plan, Batch batch, ForwardResult forward, double[] outputCotangents, CancellationToken cancellation = default) =>
        WriteDownAsync(() => inner.BackwardAsync(plan, batch, forward, outputCotangents, cancellation));

    public Task<LayerGradients> ShiftAsync(CutPlan plan, Batch batch, ForwardResult forward, double[] outputCotangents, ShiftPlan shift, CancellationToken cancellation = default) =>
        WriteDownAsync(() => inner.ShiftAsync(plan, batch, forward, outputCotangents, shift, cancellation));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<T> WriteDownAsync<T>(Func<Task<T>> run)
    {
        int number;
        lock (_gate)
        {
            number = _runs.Count;
            _runs.Add(new(elapsed(), null, Failed: false));
        }

        try
        {
            T result = await run().ConfigureAwait(false);
            End(number, failed: false);
            return result;
        }
        catch
        {
            End(number, failed: true);
            throw;
        }
    }

    private void End(int number, bool failed)
    {
        lock (_gate) _runs[number] = _runs[number] with { End = elapsed(), Failed = failed };
    }
}
