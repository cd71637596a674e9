using QuantumCluster.Actors.Hosting;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Cutting.Plans;

namespace QuantumCluster.Experiments.ClusterBenchmarks;

/// <summary>Runs everything in this process and sends, for nothing, the bytes to the workers and back that a cluster would: what any cluster must cost.</summary>
public sealed class BareTrips(IFragmentExecutor local, HostedCluster cluster, QuantumWork work, int nodes) : IFragmentExecutor
{
    public async Task<ForwardResult> ForwardAsync(CutPlan plan, Batch batch, CancellationToken cancellation = default)
    {
        await cluster.TravelAsync(work.ForwardTrips(nodes)).ConfigureAwait(false);
        return await local.ForwardAsync(plan, batch, cancellation).ConfigureAwait(false);
    }

    public Task<ForwardResult> SampleAsync(CutPlan plan, Batch batch, ShotPlan shots, CancellationToken cancellation = default) => local.SampleAsync(plan, batch, shots, cancellation);

    public async Task<LayerGradients> BackwardAsync(CutPlan plan, Batch batch, ForwardResult forward, double[] outputCotangents, CancellationToken cancellation = default)
    {
        await cluster.TravelAsync(work.BackwardTrips(nodes)).ConfigureAwait(false);
        return await local.BackwardAsync(plan, batch, forward, outputCotangents, cancellation).ConfigureAwait(false);
    }

    public Task<LayerGradients> ShiftAsync(CutPlan plan, Batch batch, ForwardResult forward, double[] outputCotangents, ShiftPlan shift, CancellationToken cancellation = default) =>
        local.ShiftAsync(plan, batch, forward, outputCotangents, shift, cancellation);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
