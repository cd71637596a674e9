using System.Diagnostics;
using Akka.Actor;
using QuantumCluster.Actors.Protocol;
using QuantumCluster.Actors.Telemetry;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Cutting.Gradients;
using QuantumCluster.Cutting.Jobs;
using QuantumCluster.Cutting.Plans;

namespace QuantumCluster.Actors.Client;

/// <summary>The layer's executor on a cluster: each call is one run. Safe for concurrent calls.</summary>
/// <param name="client">Gives the session's <see cref="ClientActor"/> of the moment.</param>
/// <param name="open">The session's runs, which wait here for the next client when one has just ended.</param>
/// <param name="session">Names the session; no two sessions of one cluster may share it.</param>
/// <param name="ended">Ends when the session has: nobody answers any more.</param>
/// <param name="verify">Share of jobs that two worker nodes must agree on, 0 to 1.</param>
/// <param name="allowSubstitution">Other devices may do jobs whose own are gone; results say so.</param>
internal sealed class ClusterExecutor(Func<IActorRef> client, OpenRuns open, ulong session, Task ended, double verify, bool allowSubstitution) : IFragmentExecutor
{
    private long _runs;

    public async Task<ForwardResult> ForwardAsync(CutPlan plan, Batch batch, CancellationToken cancellation = default)
    {
        IWireMessage answer = await RunAsync(plan, batch, null, run => run, cancellation).ConfigureAwait(false);
        return ((ClientProtocol.ForwardCompleted)answer).Result;
    }

    public async Task<ForwardResult> SampleAsync(CutPlan plan, Batch batch, ShotPlan shots, CancellationToken cancellation = default)
    {
        IWireMessage answer = await RunAsync(plan, batch, null, run => run with { Shots = shots }, cancellation).ConfigureAwait(false);
        return ((ClientProtocol.ForwardCompleted)answer).Result with { Shots = shots };
    }

    public async Task<LayerGradients> BackwardAsync(CutPlan plan, Batch batch, ForwardResult forward, double[] outputCotangents, CancellationToken cancellation = default)
    {
        forward.RequireExact();
        FragmentTensors cotangents = forward.Cotangents(plan, outputCotangents);
        IWireMessage answer = await RunAsync(plan, batch, cotangents, run => run, cancellation).ConfigureAwait(false);
        return ((ClientProtocol.BackwardCompleted)answer).Gradients;
    }

    public async Task<LayerGradients> ShiftAsync(CutPlan plan, Batch batch, ForwardResult forward, double[] outputCotangents, ShiftPlan shift, CancellationToken cancellation = default)
    {
        FragmentTensors cotangents = ShiftCotangents.Of(plan, forward, outputCotangents, shift);
        IWireMessage answer = await RunAsync(plan, batch, cotangents, run => run with { Shift = shift }, cancellation).ConfigureAwait(false);
        return ((ClientProtocol.BackwardCompleted)answer).Gradients;
    }

    /// <summary>The cluster is the session's, and ends with it.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <param name="asked">Adds what is particular about the run.</param>
    private async Task<IWireMessage> RunAsync(
        CutPlan plan, Batch batch, FragmentTensors? cotangents, Func<CoordinatorProtocol.SubmitRun, CoordinatorProtocol.SubmitRun> asked, CancellationToken cancellation)
    {
        JobSplitter.RequireFits(plan, batch);
        cancellation.ThrowIfCancellationRequested();
        var run = new RunId(session, Interlocked.Increment(ref _runs));
        var answer = new TaskCompletionSource<IWireMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        using Activity? activity = ClusterTelemetry.Source.StartActivity(cotangents is null ? "forward" : "backward", ActivityKind.Client);
        activity?.SetTag("run", run.ToString()).SetTag("step", batch.Step).SetTag("samples", batch.Samples);
        var submission = new CoordinatorProtocol.SubmitRun(run, plan.Hash, batch, cotangents) { Verify = verify, AllowSubstitution = allowSubstitution, TraceParent = activity?.Id };
        var start = new ClientActor.StartRun(asked(submission), plan, answer);
        open[run] = start;
        client().Tell(start);
        await using CancellationTokenRegistration registration = cancellation.Register(() =>
        {
            answer.TrySetCanceled(cancellation);
            client().Tell(new ClientActor.AbandonRun(run));
        });
        if (await Task.WhenAny(answer.Task, ended).ConfigureAwait(false) == ended)
            answer.TrySetException(new ExecutionFailedException($"Run {run} cannot be done: its cluster session is closed."));
        return await answer.Task.ConfigureAwait(false);
    }
}
