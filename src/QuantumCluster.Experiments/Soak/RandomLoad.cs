using QuantumCluster.Circuits;
using QuantumCluster.Circuits.Kernels;
using QuantumCluster.Circuits.Readouts;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Cutting.Gradients;
using QuantumCluster.Cutting.Plans;
using QuantumCluster.Devices;
using QuantumCluster.Devices.Execution;

namespace QuantumCluster.Experiments.Soak;

/// <summary>Random batches through random plans, one after another, forward and backward, half of them exact and half with shots and by parameter shift, each compared to the last bit with one device in this process.</summary>
internal sealed class RandomLoad(IFragmentExecutor cluster, Seed seed)
{
    private const int MostSamples = 24;
    private const int Shots = 20;
    private static readonly Ladder[] Ladders = [.. Kernel.All.Select(k => new Ladder(8, 1, k))];
    private static readonly Granularity[] Divisions = [new(1, 2), new(2, 5), new(1, 8), Granularity.Exact];
    private readonly LocalExecutor _here = new(new StateVectorDevice(DeviceProfile.FiveQubit));
    private readonly Dictionary<(int, int), CutPlan> _plans = [];
    private readonly List<string> _failures = [];
    private int _passes, _different;

    /// <summary>Batches that came back.</summary>
    public int Passes => _passes;

    /// <summary>Those of them that differ in a bit from what one device gives.</summary>
    public int Different => _different;

    /// <summary>The stories of batches that failed.</summary>
    public IReadOnlyList<string> Failures => _failures;

    /// <summary>Ends between two batches when <paramref name="over"/> is cancelled.</summary>
    public async Task RunAsync(CancellationToken over)
    {
        for (ulong number = 0; !over.IsCancellationRequested; number++)
        {
            KeyedRandom random = seed.For(number).Generator();
            int ladder = random.NextInt(Ladders.Length), division = random.NextInt(Divisions.Length), samples = 1 + random.NextInt(MostSamples);
            CutPlan plan = Plan(ladder, division);
            double[] Draw(int count, double limit) => [.. Enumerable.Range(0, count).Select(_ => random.NextDouble(-limit, limit))];
            var batch = new Batch(Draw(plan.Request.Circuit.WeightCount, 3), Draw(samples * plan.Request.Circuit.InputCount, 3), samples);
            double[] cotangents = Draw(samples * plan.OutputCount, 1);
            LayerRun run = random.NextInt(2) == 0 ? LayerRun.Exact : new(new GradientMethod(GradientRule.Shift, Shots), 0, new Seed(random.NextUInt64()));
            try
            {
                double[][] there = await PassAsync(cluster, plan, batch, cotangents, run).ConfigureAwait(false);
                if (!Equal(there, await PassAsync(_here, plan, batch, cotangents, run).ConfigureAwait(false))) _different++;
                _passes++;
            }
            catch (ExecutionFailedException e)
            {
                _failures.Add(e.Message);
            }
        }
    }

    private static async Task<double[][]> PassAsync(IFragmentExecutor executor, CutPlan plan, Batch batch, double[] cotangents, LayerRun run)
    {
        ForwardResult forward = await run.ForwardAsync(executor, plan, batch, CancellationToken.None).ConfigureAwait(false);
        LayerGradients gradients = await run.GradientsAsync(executor, plan, batch, forward, cotangents, CancellationToken.None).ConfigureAwait(false);
        return [forward.Outputs, gradients.Inputs, gradients.Weights];
    }

    private static bool Equal(double[][] one, double[][] other) =>
        one.Zip(other).All(p => p.First.Select(BitConverter.DoubleToInt64Bits).SequenceEqual(p.Second.Select(BitConverter.DoubleToInt64Bits)));

    private CutPlan Plan(int ladder, int division)
    {
        if (!_plans.TryGetValue((ladder, division), out CutPlan? plan))
        {
            int width = DeviceProfile.FiveQubit.Qubits;
            plan = CutPlan.Create(new PlanRequest(Ladders[ladder].ToCircuit(), new Readout.Marginal(3, 4, 5, 6, 7), LadderCuts.Along(Ladders[ladder], width), VariantChoice.Auto, width, Divisions[division]));
            _plans.Add((ladder, division), plan);
        }

        return plan;
    }
}
