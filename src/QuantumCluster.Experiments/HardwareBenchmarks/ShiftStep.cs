using QuantumCluster.Circuits;
using QuantumCluster.Circuits.Kernels;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Cutting.Gradients;
using QuantumCluster.Cutting.Plans;
using QuantumCluster.Devices;
using QuantumCluster.Experiments.CoreBenchmarks;

namespace QuantumCluster.Experiments.HardwareBenchmarks;

/// <summary>
/// The quantum part of a training step as hardware takes it: a forward pass of the paper's circuit and its gradients by parameter shift, weights
/// and inputs alike. Weights and chance change with every step, so that nothing is remembered.
/// </summary>
public sealed class ShiftStep
{
    /// <summary>Samples of a step.</summary>
    public const int Samples = 16;

    /// <summary>Of every variant, forward and shifted.</summary>
    public const int Shots = 1000;

    private readonly IFragmentExecutor _executor;
    private readonly GradientMethod _method;
    private readonly CutPlan _plan;
    private readonly double[] _weights, _inputs, _cotangents;
    private long _step;

    /// <param name="shots">Null for exact probabilities.</param>
    public ShiftStep(IFragmentExecutor executor, int? shots)
    {
        (_executor, _method) = (executor, new GradientMethod(GradientRule.Shift, shots));
        var ladder = new Ladder(8, 1, Kernel.Crz);
        int width = DeviceProfile.FiveQubit.Qubits;
        _plan = CutPlan.Create(new PlanRequest(ladder.ToCircuit(), LadderStep.Marginals, LadderCuts.Along(ladder, width), VariantChoice.Minimal, width, Granularity.Exact));
        KeyedRandom random = new Seed(81).Generator();
        double[] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextDouble(-1, 1))];
        (_weights, _inputs, _cotangents) = (Draw(ladder.WeightCount), Draw(ladder.Qubits * Samples), Draw(_plan.OutputCount * Samples));
    }

    /// <summary>Runs of a variant on a sample in one step: 16 · (7 + 406) with the shift rules of this circuit.</summary>
    public int VariantExecutions => Samples * _plan.Fragments.Sum(f => f.Program.Variants.Length * (1 + f.Program.Shifts.Terms));

    public async Task RunAsync()
    {
        _weights[0] += 1e-3;
        var batch = new Batch([.. _weights], _inputs, Samples, _step);
        var run = new LayerRun(_method, _step, new Seed(82).For((ulong)_step));
        _step++;
        ForwardResult forward = await run.ForwardAsync(_executor, _plan, batch);
        await run.GradientsAsync(_executor, _plan, batch, forward, _cotangents);
    }
}
