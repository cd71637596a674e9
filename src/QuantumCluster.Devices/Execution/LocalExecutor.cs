using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Cutting.Gradients;
using QuantumCluster.Cutting.Jobs;
using QuantumCluster.Cutting.Plans;
using QuantumCluster.Cutting.Reconstruction;

namespace QuantumCluster.Devices.Execution;

/// <summary>
/// Runs a plan on one device in this process: straight through a <see cref="CutEvaluator"/> where device and plan allow it, and else job
/// by job, in key order. With a plan without cuts and a wide simulator it evaluates the uncut circuit.
/// </summary>
/// <param name="device">Must be safe for concurrent calls if the executor is called concurrently; <see cref="StateVectorDevice"/> is.</param>
public sealed class LocalExecutor(IQuantumDevice device) : IFragmentExecutor
{
    // Evaluators at rest, kept as long as their plan lives.
    private readonly ConditionalWeakTable<CutPlan, ConcurrentBag<CutEvaluator>> _evaluators = [];
    private long _runs;

    public Task<ForwardResult> ForwardAsync(CutPlan plan, Batch batch, CancellationToken cancellation = default) =>
        Task.Run(() => Forward(plan, batch, cancellation), cancellation);

    public Task<ForwardResult> SampleAsync(CutPlan plan, Batch batch, ShotPlan shots, CancellationToken cancellation = default) =>
        Task.Run(() => Sample(plan, batch, shots, cancellation), cancellation);

    public Task<LayerGradients> BackwardAsync(CutPlan plan, Batch batch, ForwardResult forward, double[] outputCotangents, CancellationToken cancellation = default) =>
        Task.Run(() => Backward(plan, batch, forward, outputCotangents, cancellation), cancellation);

    public Task<LayerGradients> ShiftAsync(CutPlan plan, Batch batch, ForwardResult forward, double[] outputCotangents, ShiftPlan shift, CancellationToken cancellation = default) =>
        Task.Run(() => Shift(plan, batch, forward, outputCotangents, shift, cancellation), cancellation);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private ForwardResult Forward(CutPlan plan, Batch batch, CancellationToken cancellation)
    {
        if (Take(plan, batch) is { } evaluator)
        {
            cancellation.ThrowIfCancellationRequested();
            var outputs = new double[batch.Samples * plan.OutputCount];
            double[][] tables = [.. plan.Fragments.Select(f => new double[f.Program.Variants.Length * f.Program.OutcomeCount * batch.Samples])];
            evaluator.Forward(batch.Weights, batch.Inputs, batch.Samples, outputs, tables);
            Return(plan, evaluator);
            return new(outputs, new(ImmutableCollectionsMarshal.AsImmutableArray(tables), batch.Samples));
        }

        var assembly = new ForwardAssembly(plan, batch.Samples);
        foreach (FragmentJob job in JobSplitter.Forward(plan, batch, NextRun()))
        {
            cancellation.ThrowIfCancellationRequested();
            assembly.Add(Run<JobOutcome.Evaluated>(plan, job));
        }

        FragmentTensors measured = assembly.ToTensors();
        return new(Contraction.Contract(plan, measured), measured);
    }

    private ForwardResult Sample(CutPlan plan, Batch batch, ShotPlan shots, CancellationToken cancellation)
    {
        var assembly = new ForwardAssembly(plan, batch.Samples);
        foreach (FragmentJob job in JobSplitter.Counts(plan, batch, shots, NextRun()))
        {
            cancellation.ThrowIfCancellationRequested();
            assembly.Add(Run<JobOutcome.Counted>(plan, job), shots);
        }

        FragmentTensors frequencies = assembly.ToTensors();
        return new(Contraction.Contract(plan, frequencies), frequencies) { Shots = shots };
    }

    private LayerGradients Backward(CutPlan plan, Batch batch, ForwardResult forward, double[] outputCotangents, CancellationToken cancellation)
    {
        forward.RequireExact();
        Contraction.RequireCotangents(plan, batch.Samples, outputCotangents.Length);
        if (forward.Map is null && Take(plan, batch) is { } evaluator)
        {
            cancellation.ThrowIfCancellationRequested();
            var gradients = new LayerGradients(new double[batch.Inputs.Length], new double[batch.Weights.Length]);
            evaluator.Backward(batch.Weights, batch.Inputs, batch.Samples, outputCotangents, gradients.Inputs, gradients.Weights);
            Return(plan, evaluator);
            return gradients;
        }

        FragmentTensors cotangents = forward.Cotangents(plan, outputCotangents);
        return Pull(plan, JobSplitter.Backward(plan, batch, cotangents, NextRun()), new BackwardAssembly(plan, batch.Samples), cancellation);
    }

    private LayerGradients Shift(CutPlan plan, Batch batch, ForwardResult forward, double[] outputCotangents, ShiftPlan shift, CancellationToken cancellation)
    {
        FragmentTensors cotangents = ShiftCotangents.Of(plan, forward, outputCotangents, shift);
        return Pull(plan, JobSplitter.Shifted(plan, batch, cotangents, shift, NextRun()), new BackwardAssembly(plan, batch.Samples, shift.ShotsPerVariant is not null), cancellation);
    }

    private LayerGradients Pull(CutPlan plan, IEnumerable<FragmentJob> jobs, BackwardAssembly assembly, CancellationToken cancellation)
    {
        foreach (FragmentJob job in jobs)
        {
            cancellation.ThrowIfCancellationRequested();
            assembly.Add(Run<JobOutcome.Differentiated>(plan, job));
        }

        return assembly.ToGradients();
    }

    private CutEvaluator? Take(CutPlan plan, Batch batch)
    {
        if (device is not StateVectorDevice exact) return null;
        JobSplitter.RequireFits(plan, batch);
        return _evaluators.GetOrCreateValue(plan).TryTake(out CutEvaluator? evaluator) ? evaluator : CutEvaluator.For(plan, exact.Profile, exact.Width);
    }

    private void Return(CutPlan plan, CutEvaluator evaluator) => _evaluators.GetOrCreateValue(plan).Add(evaluator);

    private TOutcome Run<TOutcome>(CutPlan plan, FragmentJob job) where TOutcome : JobOutcome =>
        device.Run(plan.Fragments[job.Key.Fragment].Program, job) switch
        {
            TOutcome outcome => outcome,
            JobOutcome.Refused refused => throw new ExecutionFailedException(refused.Reason),
            JobOutcome.Faulted faulted => throw new ExecutionFailedException($"Device `{device.Profile.Name}` failed on {job.Key}: {faulted.Reason}"),
            JobOutcome other => throw new ExecutionFailedException($"Device `{device.Profile.Name}` answered {job.Key} with {other.GetType().Name} instead of {typeof(TOutcome).Name}."),
        };

    private RunId NextRun() => new(0, Interlocked.Increment(ref _runs));
}
