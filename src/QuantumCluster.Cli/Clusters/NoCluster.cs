using QuantumCluster.Actors.Hosting;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Cutting.Plans;

namespace QuantumCluster.Cli.Clusters;

/// <summary>Stands where a cluster would, for networks without a circuit: nothing runs on it, and it does nothing.</summary>
internal sealed class NoCluster : IClusterSession, IFragmentExecutor
{
    public IFragmentExecutor Executor => this;

    public Task<ClusterActivity> GetActivityAsync(CancellationToken cancellation = default) => Task.FromResult(new ClusterActivity(0, 0, 0, 0, 0, 0, 0, 0, 0));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public Task<ForwardResult> ForwardAsync(CutPlan plan, Batch batch, CancellationToken cancellation = default) => throw Nothing;

    public Task<ForwardResult> SampleAsync(CutPlan plan, Batch batch, ShotPlan shots, CancellationToken cancellation = default) => throw Nothing;

    public Task<LayerGradients> BackwardAsync(CutPlan plan, Batch batch, ForwardResult forward, double[] outputCotangents, CancellationToken cancellation = default) => throw Nothing;

    public Task<LayerGradients> ShiftAsync(CutPlan plan, Batch batch, ForwardResult forward, double[] outputCotangents, ShiftPlan shift, CancellationToken cancellation = default) => throw Nothing;

    private static InvalidOperationException Nothing => new("A network without a circuit has none to run.");
}
