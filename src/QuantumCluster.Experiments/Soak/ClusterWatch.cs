using QuantumCluster.Actors.Hosting;
using QuantumCluster.Cutting.Execution;

namespace QuantumCluster.Experiments.Soak;

/// <summary>Looks at the coordinator's counts now and then, so that a coordinator's death loses few of them.</summary>
internal sealed class ClusterWatch(IClusterSession session, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);
    private ClusterTotals _before = ClusterTotals.None;
    private volatile ClusterActivity? _latest;

    public ClusterActivity? Latest => _latest;

    public ClusterTotals Totals => _latest is { } latest ? _before.Plus(ClusterTotals.Of(latest)) : _before;

    /// <summary>Runs until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            await LookAsync(cancellation).ConfigureAwait(false);
            await Task.Delay(Interval, time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public async Task LookAsync(CancellationToken cancellation)
    {
        try
        {
            ClusterActivity now = await session.GetActivityAsync(cancellation).ConfigureAwait(false);
            if (_latest is { } latest && now.JobsDone < latest.JobsDone) _before = _before.Plus(ClusterTotals.Of(latest));
            _latest = now;
        }
        catch (Exception e) when (e is ExecutionFailedException or OperationCanceledException)
        {
            // Nobody answers, or nobody wants to know any longer.
        }
    }
}
