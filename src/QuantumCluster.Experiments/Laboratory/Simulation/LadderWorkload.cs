using QuantumCluster.Circuits;
using QuantumCluster.Circuits.Kernels;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Cutting.Jobs;
using QuantumCluster.Cutting.Plans;
using QuantumCluster.Cutting.Reconstruction;
using QuantumCluster.Devices;
using QuantumCluster.Experiments.CoreBenchmarks;

namespace QuantumCluster.Experiments.Laboratory.Simulation;

/// <summary>
/// The forward pass of the dense eight-qubit ladder, cut into 4 + 5, on a batch: real outcomes of the emulated device, put together for
/// real, so that what a lie does to the result is what it does.
/// </summary>
internal sealed class LadderWorkload : IWorkload
{
    private readonly CutPlan _plan;
    private readonly Batch _batch;
    private readonly Dictionary<(int, int, int), double[]> _truths = [];
    private readonly double[] _result;

    public LadderWorkload(Seed seed, int samples, Granularity granularity)
    {
        var ladder = new Ladder(8, 1, Kernel.Su4);
        int width = DeviceProfile.FiveQubit.Qubits;
        _plan = CutPlan.Create(new PlanRequest(ladder.ToCircuit(), LadderStep.Marginals, LadderCuts.Along(ladder, width), VariantChoice.Minimal, width, granularity));
        KeyedRandom random = seed.Generator();
        _batch = new Batch(ladder.InitialWeights(seed.For("weights")), [.. Enumerable.Range(0, 8 * samples).Select(_ => random.NextDouble(-1, 1))], samples);
        var device = new StateVectorDevice(DeviceProfile.FiveQubit);
        foreach (FragmentJob job in JobsOf(default))
            _truths[Place(job.Key)] = ((JobOutcome.Evaluated)device.Run(_plan.Fragments[job.Key.Fragment].Program, job)).Probabilities;
        _result = ResultOf([.. JobsOf(default).Select(Truth)]);
    }

    /// <summary>Of one pass.</summary>
    public int Jobs => _truths.Count;

    public IReadOnlyList<FragmentJob> JobsOf(RunId run) => new RunJobs(_plan, _batch, null, run);

    public JobOutcome Truth(FragmentJob job) => new JobOutcome.Evaluated(job.Key, _truths[Place(job.Key)]);

    public double ErrorOf(RunId run, IReadOnlyCollection<JobOutcome> accepted) =>
        accepted.All(o => o is JobOutcome.Evaluated e && ReferenceEquals(e.Probabilities, _truths[Place(e.Key)])) ? 0
            : ResultOf(accepted).Zip(_result, (a, b) => Math.Abs(a - b)).Max();

    private double[] ResultOf(IReadOnlyCollection<JobOutcome> outcomes)
    {
        var assembly = new ForwardAssembly(_plan, _batch.Samples);
        foreach (JobOutcome outcome in outcomes) assembly.Add((JobOutcome.Evaluated)outcome);
        return Contraction.Contract(_plan, assembly.ToTensors());
    }

    private static (int, int, int) Place(JobKey key) => (key.Fragment, key.FirstVariant, key.FirstSample);
}
