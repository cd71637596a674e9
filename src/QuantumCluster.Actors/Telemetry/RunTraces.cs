using System.Collections.Immutable;
using System.Diagnostics;
using QuantumCluster.Actors.Protocol;
using QuantumCluster.Cutting.Jobs;

namespace QuantumCluster.Actors.Telemetry;

/// <summary>The activities of a coordinator's runs: children of what their clients trace, parents of what workers do. Holds nothing while nobody listens.</summary>
internal sealed class RunTraces
{
    private readonly Dictionary<RunId, Activity> _runs = [];

    public void Begin(CoordinatorProtocol.SubmitRun submission)
    {
        if (submission.TraceParent is not { } text || !ActivityContext.TryParse(text, null, isRemote: true, out ActivityContext parent)) return;
        if (ClusterTelemetry.Source.StartActivity("run", ActivityKind.Server, parent) is not { } activity) return;
        Activity.Current = null; // it lives longer than the message that began it
        activity.SetTag("run", submission.Run.ToString()).SetTag("step", submission.Batch.Step).SetTag("samples", submission.Batch.Samples);
        _runs[submission.Run] = activity;
    }

    /// <param name="failure">Null when the run is complete.</param>
    public void End(RunId run, string? failure = null)
    {
        if (_runs.Count == 0 || !_runs.Remove(run, out Activity? activity)) return;
        if (failure is not null) activity.SetStatus(ActivityStatusCode.Error, failure);
        activity.Stop();
    }

    /// <summary>The grant, with what its worker needs to trace its jobs; untouched while nothing is traced.</summary>
    public WorkerProtocol.JobsGranted Marked(WorkerProtocol.JobsGranted grant)
    {
        if (_runs.Count == 0) return grant;
        ImmutableArray<TracedRun> traces = [.. grant.Jobs.Select(j => j.Job.Key.Run).Distinct().Where(_runs.ContainsKey).Select(run => new TracedRun(run, _runs[run].Id!))];
        return traces.IsEmpty ? grant : grant with { Traces = traces };
    }
}

/// <param name="Parent">The run's activity, as W3C's <c>traceparent</c>.</param>
public sealed record TracedRun(RunId Run, string Parent);
