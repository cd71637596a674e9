using System.Collections.Immutable;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Cutting.Gradients;
using QuantumCluster.Cutting.Jobs;
using QuantumCluster.Cutting.Plans;
using QuantumCluster.Cutting.Reconstruction;

namespace QuantumCluster.Cli.Plan;

/// <summary>
/// What one training step (a forward and a backward pass) sends: jobs, and the bytes of their numbers at 8 bytes each, without
/// keys and envelopes. A pure function of the plan and the batch size, counted on the jobs that would be sent.
/// </summary>
/// <param name="BytesOut">Weights, inputs and cotangents, to the workers.</param>
/// <param name="BytesHome">Probabilities and gradients, from the workers.</param>
internal sealed record StepTraffic(int BatchSize, int ForwardJobs, int BackwardJobs, long BytesOut, long BytesHome)
{
    public int Jobs => ForwardJobs + BackwardJobs;

    public long Bytes => BytesOut + BytesHome;

    /// <param name="method">How gradients are taken; null for the adjoint.</param>
    public static StepTraffic Of(CutPlan plan, int batchSize, GradientMethod? method = null)
    {
        var circuit = plan.Request.Circuit;
        var batch = new Batch(new double[circuit.WeightCount], new double[batchSize * circuit.InputCount], batchSize);
        var cotangents = new FragmentTensors([.. plan.Fragments.Select(f => new double[f.Program.Variants.Length * f.Program.OutcomeCount * batchSize])], batchSize);
        if (method is { Rule: GradientRule.Shift, Shots: not null })
            cotangents = new([.. cotangents.Fragments.Select(f => new double[ShiftCotangents.Tables * f.Length])], batchSize); // with how they scatter
        var forward = JobSplitter.Forward(plan, batch, default);
        ImmutableArray<FragmentJob> backward = method?.Rule switch
        {
            GradientRule.Shift => JobSplitter.Shifted(plan, batch, cotangents, method.Shots is { } shots ? new ShiftPlan(shots, default) : ShiftPlan.Exact, default),
            GradientRule.Spsa => [.. Enumerable.Repeat(forward, method.RunsPerStep - 1).SelectMany(jobs => jobs)],
            _ => JobSplitter.Backward(plan, batch, cotangents, default),
        };
        return new(batchSize, forward.Length, backward.Length,
            sizeof(double) * forward.Concat(backward).Sum(NumbersOut),
            sizeof(double) * forward.Concat(backward).Sum(job => NumbersHome(plan, job)));
    }

    private static long NumbersOut(FragmentJob job) =>
        job.Weights.Length + job.Inputs.Length + (job.Ask.CotangentsOrNull?.Length ?? 0);

    private static long NumbersHome(CutPlan plan, FragmentJob job)
    {
        FragmentPlan fragment = plan.Fragments[job.Key.Fragment];
        return job.Ask is JobAsk.Probabilities
            ? (long)job.Key.VariantCount * fragment.Program.OutcomeCount * job.Key.SampleCount
            : (job.Inputs.Length + (long)SampleTree.Blocks(job.Key.FirstSample, job.Key.SampleCount).Count * job.Weights.Length)
                * (job.Ask is JobAsk.ShiftProduct { Shots: not null } ? 2 : 1); // with variances
    }
}
