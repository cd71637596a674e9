using System.Collections.Immutable;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Cutting.Plans;

namespace QuantumCluster.Cutting.Jobs;

/// <summary>Divides one run into jobs, by the plan's granularity and by what fits a message. Pure; jobs come in the order of their keys.</summary>
public static class JobSplitter
{
    /// <summary>The jobs of a forward pass.</summary>
    public static ImmutableArray<FragmentJob> Forward(CutPlan plan, Batch batch, RunId run) =>
        [.. new RunJobs(plan, batch, null, run)];

    /// <summary>The jobs of a forward pass with shots: the same blocks as those of <see cref="Forward"/>.</summary>
    public static ImmutableArray<FragmentJob> Counts(CutPlan plan, Batch batch, ShotPlan shots, RunId run) =>
        [.. new RunJobs(plan, batch, null, run, shots)];

    /// <summary>The jobs of a backward pass; <paramref name="cotangents"/> are those of the measured probabilities.</summary>
    public static ImmutableArray<FragmentJob> Backward(CutPlan plan, Batch batch, FragmentTensors cotangents, RunId run) =>
        [.. new RunJobs(plan, batch, cotangents, run)];

    /// <summary>The jobs of a backward pass by parameter shift.</summary>
    public static ImmutableArray<FragmentJob> Shifted(CutPlan plan, Batch batch, FragmentTensors cotangents, ShiftPlan shift, RunId run) =>
        [.. new RunJobs(plan, batch, cotangents, run, shift: shift)];

    /// <exception cref="ArgumentException">The batch's weights or inputs do not fit the plan's circuit.</exception>
    public static void RequireFits(CutPlan plan, Batch batch)
    {
        var circuit = plan.Request.Circuit;
        if (batch.Weights.Length != circuit.WeightCount)
            throw new ArgumentException($"The circuit takes {circuit.WeightCount} weights; {batch.Weights.Length} were given.");
        if (batch.Inputs.Length != (long)batch.Samples * circuit.InputCount)
            throw new ArgumentException($"The circuit takes {circuit.InputCount} inputs for each of {batch.Samples} samples; {batch.Inputs.Length} numbers were given.");
    }
}
