using QuantumCluster.Actors.RoundTrips;
using QuantumCluster.Circuits;
using QuantumCluster.Circuits.Kernels;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Cutting.Jobs;
using QuantumCluster.Cutting.Plans;
using QuantumCluster.Cutting.Reconstruction;
using QuantumCluster.Cutting.Variants;
using QuantumCluster.Devices;
using QuantumCluster.Experiments.CoreBenchmarks;

namespace QuantumCluster.Experiments.ClusterBenchmarks;

/// <summary>The dense eight-qubit layer and a batch for it: what the benchmarks give to executors.</summary>
public sealed class QuantumWork
{
    private readonly double[] _cotangents;

    public QuantumWork(int samples, Granularity granularity)
    {
        var ladder = new Ladder(8, 1, Kernel.Su4);
        int width = DeviceProfile.FiveQubit.Qubits;
        Plan = CutPlan.Create(new PlanRequest(ladder.ToCircuit(), LadderStep.Marginals, LadderCuts.Along(ladder, width), VariantChoice.Auto, width, granularity));
        KeyedRandom random = new Seed(71).Generator();
        double[] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextDouble(-1, 1))];
        Batch = new Batch(Draw(ladder.WeightCount), Draw(ladder.Qubits * samples), samples);
        _cotangents = Draw(Plan.OutputCount * samples);
    }

    public CutPlan Plan { get; }

    public Batch Batch { get; }

    public int ForwardJobs => Forward().Count;

    public Task ForwardAsync(IFragmentExecutor executor) => executor.ForwardAsync(Plan, Batch);

    public async Task ForwardBackwardAsync(IFragmentExecutor executor)
    {
        ForwardResult forward = await executor.ForwardAsync(Plan, Batch);
        await executor.BackwardAsync(Plan, Batch, forward, _cotangents);
    }

    /// <summary>The forward pass's numbers as bare messages: one for each job and its outcome, dealt to the nodes in turn.</summary>
    public IReadOnlyList<RoundTrip> ForwardTrips(int nodes) => Trips(Forward(), nodes);

    /// <summary>Likewise for the backward pass.</summary>
    public IReadOnlyList<RoundTrip> BackwardTrips(int nodes)
    {
        var measured = new FragmentTensors([.. Plan.Fragments.Select(f => new double[f.Program.Variants.Length * f.Program.OutcomeCount * Batch.Samples])], Batch.Samples);
        return Trips(JobSplitter.Backward(Plan, Batch, Contraction.Transpose(Plan, measured, _cotangents), default), nodes);
    }

    private IReadOnlyList<FragmentJob> Forward() => JobSplitter.Forward(Plan, Batch, default);

    private List<RoundTrip> Trips(IReadOnlyList<FragmentJob> jobs, int nodes) => [.. jobs.Select((job, i) => new RoundTrip(i % nodes, 8 * Numbers(job), 8 * AnswerNumbers(job)))];

    private static int Numbers(FragmentJob job) => job.Weights.Length + job.Inputs.Length + (job.Ask.CotangentsOrNull?.Length ?? 0);

    private int AnswerNumbers(FragmentJob job)
    {
        FragmentProgram program = Plan.Fragments[job.Key.Fragment].Program;
        return job.Ask is JobAsk.VectorJacobianProduct
            ? job.Inputs.Length + SampleTree.Blocks(job.Key.FirstSample, job.Key.SampleCount).Count * job.Weights.Length
            : job.Key.VariantCount * program.OutcomeCount * job.Key.SampleCount;
    }
}
