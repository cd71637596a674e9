using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;
using QuantumCluster.Cutting.Jobs;

namespace QuantumCluster.Actors.Telemetry;

/// <summary>On a worker: which of its runs are traced, so that their jobs are. Safe on any thread.</summary>
internal static class JobTraces
{
    /// <summary>Runs remembered at most; when there are more, all are forgotten: a trace with a gap does no harm.</summary>
    private const int Limit = 1024;

    private static readonly ConcurrentDictionary<RunId, ActivityContext> Parents = [];

    public static void Learn(ImmutableArray<TracedRun> runs)
    {
        if (runs.IsEmpty || !ClusterTelemetry.Source.HasListeners()) return;
        if (Parents.Count > Limit) Parents.Clear();
        foreach (TracedRun run in runs)
            if (ActivityContext.TryParse(run.Parent, null, isRemote: true, out ActivityContext parent)) Parents[run.Run] = parent;
    }

    /// <returns>Null for a job that nobody traces.</returns>
    public static Activity? Start(JobKey job) => ClusterTelemetry.Source.HasListeners() && Parents.TryGetValue(job.Run, out ActivityContext parent)
        ? ClusterTelemetry.Source.StartActivity("job", ActivityKind.Internal, parent)?.SetTag("run", job.Run.ToString()).SetTag("fragment", job.Fragment).SetTag("job", job.ToString())
        : null;
}
