using QuantumCluster.Cutting.Plans;

namespace QuantumCluster.Experiments.ClusterBenchmarks;

/// <summary>Strikes workers in the middle of their work and takes the time until what they held is with others.</summary>
public sealed class Recovery(Fleet fleet, LedgerWatch watch, TimeProvider time)
{
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(300), Limit = TimeSpan.FromSeconds(30);

    // Long enough that the queue outlasts any recovery.
    private readonly QuantumWork _work = new(400, new Granularity(int.MaxValue, 1));

    /// <summary>Kills a worker and starts another in its place.</summary>
    /// <returns>Seconds, once for each time.</returns>
    public Task<IReadOnlyList<double>> KillAsync(int times, CancellationToken cancellation) => StrikeAsync(times, worker => worker.Kill(), worker =>
    {
        fleet.Remove(worker);
        fleet.StartWorker();
    }, cancellation);

    /// <summary>Stops a worker in its tracks, and lets it go on afterwards.</summary>
    /// <returns>Seconds, once for each time.</returns>
    public Task<IReadOnlyList<double>> FreezeAsync(int times, CancellationToken cancellation) => StrikeAsync(times, worker => worker.Freeze(), worker => worker.Thaw(), cancellation);

    private async Task<IReadOnlyList<double>> StrikeAsync(int times, Action<NodeProcess> strike, Action<NodeProcess> mend, CancellationToken cancellation)
    {
        var seconds = new List<double>(times);
        await _work.ForwardAsync(fleet.Cluster.Executor); // until the coordinator knows how long jobs take
        for (int i = 0; i < times; i++)
        {
            await fleet.Cluster.WorkersAsync(fleet.Workers.Count, Limit, cancellation);
            Task run = _work.ForwardAsync(fleet.Cluster.Executor);
            await Task.Delay(Settling, time, cancellation);
            string node = watch.Holders()[0];
            NodeProcess worker = fleet.Workers.Single(w => w.Address == node);
            long start = time.GetTimestamp();
            strike(worker);
            long recovered = await watch.StrikeAsync(node).WaitAsync(Limit, time, cancellation);
            seconds.Add(Math.Max(0, time.GetElapsedTime(start, recovered).TotalSeconds));
            await run;
            mend(worker);
        }

        return seconds;
    }
}
