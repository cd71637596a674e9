using System.Collections.Concurrent;
using QuantumCluster.Cli.Plan;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Cutting.Gradients;
using QuantumCluster.Cutting.Plans;

namespace QuantumCluster.Cli.Train;

/// <summary>Counts what a training asks of its executor, and how long it waits for it. Does not own what it wraps.</summary>
internal sealed class MeteredExecutor(IFragmentExecutor inner, TimeProvider time) : IFragmentExecutor
{
    private readonly ConcurrentDictionary<(CutPlan Plan, int Samples, GradientMethod Method), StepTraffic> _traffic = new();
    private long _jobs, _passes;
    private long _ticksAsked;

    /// <summary>Jobs of all finished passes.</summary>
    public long Jobs => Interlocked.Read(ref _jobs);

    /// <summary>Passes asked for; a session numbers its runs by them, from 1.</summary>
    public long Passes => Interlocked.Read(ref _passes);

    public TimeSpan Asked => TimeSpan.FromTicks(Interlocked.Read(ref _ticksAsked));

    public Task<ForwardResult> ForwardAsync(CutPlan plan, Batch batch, CancellationToken cancellation = default) =>
        MeterAsync(() => inner.ForwardAsync(plan, batch, cancellation), () => TrafficOf(plan, batch).ForwardJobs);

    public Task<ForwardResult> SampleAsync(CutPlan plan, Batch batch, ShotPlan shots, CancellationToken cancellation = default) =>
        MeterAsync(() => inner.SampleAsync(plan, batch, shots, cancellation), () => TrafficOf(plan, batch).ForwardJobs); // the same blocks, other questions

    public Task<LayerGradients> BackwardAsync(CutPlan plan, Batch batch, ForwardResult forward, double[] outputCotangents, CancellationToken cancellation = default) =>
        MeterAsync(() => inner.BackwardAsync(plan, batch, forward, outputCotangents, cancellation), () => TrafficOf(plan, batch).BackwardJobs);

    public Task<LayerGradients> ShiftAsync(CutPlan plan, Batch batch, ForwardResult forward, double[] outputCotangents, ShiftPlan shift, CancellationToken cancellation = default) =>
        MeterAsync(() => inner.ShiftAsync(plan, batch, forward, outputCotangents, shift, cancellation),
            () => TrafficOf(plan, batch, new(GradientRule.Shift, forward.Shots is null ? null : shift.ShotsPerVariant)).BackwardJobs);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private StepTraffic TrafficOf(CutPlan plan, Batch batch, GradientMethod? method = null) =>
        _traffic.GetOrAdd((plan, batch.Samples, method ?? GradientMethod.Adjoint), key => StepTraffic.Of(key.Plan, key.Samples, key.Method));

    /// <param name="begin">Begins the pass; not called before the clock runs.</param>
    private async Task<T> MeterAsync<T>(Func<Task<T>> begin, Func<int> jobs)
    {
        long started = time.GetTimestamp();
        Interlocked.Increment(ref _passes);
        T result = await begin().ConfigureAwait(false);
        Interlocked.Add(ref _ticksAsked, time.GetElapsedTime(started).Ticks);
        Interlocked.Add(ref _jobs, jobs());
        return result;
    }
}
