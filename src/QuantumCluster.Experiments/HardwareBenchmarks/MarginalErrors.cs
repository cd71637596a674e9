using QuantumCluster.Circuits;
using QuantumCluster.Circuits.Kernels;
using QuantumCluster.Cutting.Estimation;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Cutting.Plans;
using QuantumCluster.Devices;
using QuantumCluster.Devices.Execution;
using QuantumCluster.Experiments.CoreBenchmarks;

namespace QuantumCluster.Experiments.HardwareBenchmarks;

/// <summary>
/// How far the paper's 32 marginals, estimated from a number of shots in all, are from the exact ones: the root of the mean squared error over
/// outputs, repetitions and circuits, whose weights are drawn as for training and whose inputs from U(−π/2, π/2). Nothing is timed; the same
/// numbers on every machine.
/// </summary>
public sealed class MarginalErrors
{
    /// <summary>Of all variants together.</summary>
    public const long Shots = 10_000;

    private const int Circuits = 30;
    private const int Repetitions = 20;

    private readonly LocalExecutor _executor = new(new StateVectorDevice(DeviceProfile.FiveQubit));
    private readonly Ladder _ladder = new(8, 1, Kernel.Crz);

    public async Task<double> RootMeanSquareAsync(VariantChoice variants, Allocation allocation, bool leastSquares, CancellationToken cancellation)
    {
        int width = DeviceProfile.FiveQubit.Qubits;
        CutPlan plan = CutPlan.Create(new PlanRequest(_ladder.ToCircuit(), LadderStep.Marginals, LadderCuts.Along(_ladder, width), variants, width, Granularity.Exact));
        var estimator = new Estimator(_executor);
        var settings = new EstimateSettings { LeastSquares = leastSquares };
        double squares = 0;
        for (ulong c = 0; c < Circuits; c++)
        {
            Batch batch = Draw(new Seed(85).For(c));
            double[] exact = (await _executor.ForwardAsync(plan, batch, cancellation)).Outputs;
            for (ulong r = 0; r < Repetitions; r++)
            {
                Estimate estimate = await estimator.EstimateAsync(plan, batch, new ShotBudget(Shots, allocation, new Seed(86).For(c).For(r)), settings, cancellation);
                for (int k = 0; k < exact.Length; k++) squares += (estimate.Outputs[k] - exact[k]) * (estimate.Outputs[k] - exact[k]);
            }
        }

        return Math.Sqrt(squares / (Circuits * Repetitions * plan.OutputCount));
    }

    private Batch Draw(Seed seed)
    {
        KeyedRandom random = seed.For("inputs").Generator();
        return new(_ladder.InitialWeights(seed), [.. Enumerable.Range(0, _ladder.Qubits).Select(_ => random.NextDouble(-Math.PI / 2, Math.PI / 2))], 1);
    }
}
