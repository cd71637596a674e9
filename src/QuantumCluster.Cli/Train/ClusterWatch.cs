using QuantumCluster.Actors.Hosting;
using QuantumCluster.Cli.Clusters;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Experiments.Runs;

namespace QuantumCluster.Cli.Train;

/// <summary>Looks at the cluster now and then, for displays and for the figures at the end.</summary>
internal sealed class ClusterWatch(string name, IClusterSession session, MeteredExecutor meter, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);
    private readonly long _started = time.GetTimestamp();
    private volatile ClusterActivity? _latest;

    /// <summary>False for a training that runs on none.</summary>
    public bool HasCluster => session is not NoCluster;

    /// <summary>The last answer of the coordinator; null before the first.</summary>
    public ClusterActivity? Latest => _latest;

    /// <summary>Jobs of this training per second of its life.</summary>
    public double JobsPerSecond => meter.Jobs / Math.Max(1e-9, time.GetElapsedTime(_started).TotalSeconds);

    /// <summary>Which part of its life the training waited for the cluster, in [0, 1].</summary>
    public double ShareAsked => meter.Asked / TimeSpan.FromTicks(Math.Max(1, time.GetElapsedTime(_started).Ticks));

    public ClusterFigures Figures => new(name, _latest?.Nodes ?? 0, _latest?.Devices ?? 0, meter.Jobs, meter.Asked.TotalSeconds, _latest?.JobsRequeued ?? 0);

    /// <summary>Runs until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            do await LookAsync(cancellation);
            while (await timer.WaitForNextTickAsync(cancellation));
        }
        catch (OperationCanceledException)
        {
            // The training is over; there is nobody left to show anything to.
        }
    }

    /// <summary>Looks once, now.</summary>
    public async Task LookAsync(CancellationToken cancellation)
    {
        try
        {
            _latest = await session.GetActivityAsync(cancellation);
        }
        catch (ExecutionFailedException)
        {
            // A coordinator that does not answer is for the training to report, which asks it too.
        }
    }
}
