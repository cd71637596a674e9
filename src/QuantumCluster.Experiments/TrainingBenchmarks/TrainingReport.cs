using System.Collections.Immutable;
using QuantumCluster.Actors.Hosting;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Experiments.ClusterBenchmarks;
using QuantumCluster.Experiments.CoreBenchmarks;
using static TorchSharp.torch;

namespace QuantumCluster.Experiments.TrainingBenchmarks;

/// <summary>How fast networks are trained on this machine, on one thread of torch: the rows of <c>qcluster bench training</c>.</summary>
/// <param name="program">As in <see cref="NodeProcess.Start"/>.</param>
public sealed class TrainingReport(TrainingBenchSettings settings, IReadOnlyList<string> program, TimeProvider time, TextWriter progress)
{
    private readonly ImmutableArray<BenchmarkRow>.Builder _rows = ImmutableArray.CreateBuilder<BenchmarkRow>();

    /// <exception cref="ExecutionFailedException">A node or the other side does not start, or a run fails.</exception>
    public async Task<ImmutableArray<BenchmarkRow>> MeasureAsync(CancellationToken cancellation)
    {
        using PyTorch? other = settings.PyTorch is { } command ? PyTorch.Start(command, TrainingBenchSettings.Batch) : null;
        await using (var embedded = EmbeddedCluster.Start(new EmbeddedClusterSettings()))
        await using (Fleet fleet = await Fleet.StartAsync(program, new FleetSettings(), time, cancellation))
        {
            Say($"hybrids and their twin in turn at {settings.PairSize} pixels");
            await OnOneThread(() => new HybridAndTwin(settings, time).Measure([("embedded", embedded.Executor), ("workers", fleet.Cluster.Executor)], cancellation));
        }

        foreach (int size in settings.ImageSizes)
        {
            Say($"images of {size} pixels{(other is null ? "" : $", in turn with PyTorch {other.Version}")}");
            await OnOneThread(() => new ImageSpeeds(settings, size, time).Measure(other, cancellation));
        }

        return _rows.ToImmutable();
    }

    // Torch's number of threads belongs to the thread that set it.
    private async Task OnOneThread(Func<IEnumerable<BenchmarkRow>> measure) => _rows.AddRange(await Task.Factory.StartNew(() =>
    {
        set_num_threads(1);
        return measure().ToImmutableArray();
    }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default));

    private void Say(string what)
    {
        progress.WriteLine(what);
        progress.Flush();
    }
}
