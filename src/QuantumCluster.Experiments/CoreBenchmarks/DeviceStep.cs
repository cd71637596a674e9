using QuantumCluster.Circuits;
using QuantumCluster.Circuits.Kernels;
using QuantumCluster.Circuits.Numerics;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Cutting.Jobs;
using QuantumCluster.Cutting.Plans;
using QuantumCluster.Devices;

namespace QuantumCluster.Experiments.CoreBenchmarks;

/// <summary>Jobs for one device as a worker runs them: the five-qubit fragment of the paper's cut, all variants, one input.</summary>
public sealed class DeviceStep
{
    private readonly StateVectorDevice _device = new(DeviceProfile.FiveQubit);
    private readonly CutPlan _plan;
    private readonly FragmentJob _job;

    public DeviceStep(Kernel kernel, Precision precision = Precision.Double)
    {
        var ladder = new Ladder(8, 1, kernel);
        _plan = CutPlan.Create(new PlanRequest(ladder.ToCircuit(), LadderStep.Marginals, LadderCuts.Along(ladder, 5), VariantChoice.Auto, 5, Granularity.Exact, precision));
        KeyedRandom random = new Seed(65).Generator();
        var batch = new Batch(ladder.InitialWeights(new Seed(66)), [.. Enumerable.Range(0, 8).Select(_ => random.NextDouble(-1, 1))], 1);
        _job = JobSplitter.Forward(_plan, batch, default)[^1];
    }

    public int Variants => _job.Key.VariantCount;

    public JobOutcome Run() => _device.Run(_plan.Fragments[^1].Program, _job);
}
