using QuantumCluster.Cutting.Execution;
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

    /// <summary>Jobs of a backward pass by parameter shift in the adjoint one's stead.</summary>
    public int ShiftJobs { get; private init; }

    public long Bytes => BytesOut + BytesHome;

    public static StepTraffic Of(CutPlan plan, int batchSize)
    {
        var circuit = plan.Request.Circuit;
        var batch = new Batch(new double[circuit.WeightCount], new double[batchSize * circuit.InputCount], batchSize);
        var cotangents = new FragmentTensors([.. plan.Fragments.Select(f => new double[f.Program.Variants.Length * f.Program.OutcomeCount * batchSize])], batchSize);
        var forward = JobSplitter.Forward(plan, batch, default);
        var backward = JobSplitter.Backward(plan, batch, cotangents, default);
        return new(batchSize, forward.Length, backward.Length,
            sizeof(double) * forward.Concat(backward).Sum(NumbersOut),
            sizeof(double) * forward.Concat(backward).Sum(job => NumbersHome(plan, job)))
        {
            ShiftJobs = new RunJobs(plan, batch, cotangents, default, shift: ShiftPlan.Exact).Count,
        };
    }

    private static long NumbersOut(FragmentJob job) =>
        job.Weights.Length + job.Inputs.Length + (job.Ask.CotangentsOrNull?.Length ?? 0);

    private static long NumbersHome(CutPlan plan, FragmentJob job)
    {
        FragmentPlan fragment = plan.Fragments[job.Key.Fragment];
        return job.Ask is JobAsk.Probabilities
            ? (long)job.Key.VariantCount * fragment.Program.OutcomeCount * job.Key.SampleCount
            : job.Inputs.Length + (long)SampleTree.Blocks(job.Key.FirstSample, job.Key.SampleCount).Count * job.Weights.Length;
    }
}
