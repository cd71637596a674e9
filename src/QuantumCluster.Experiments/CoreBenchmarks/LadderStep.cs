using QuantumCluster.Circuits;
using QuantumCluster.Circuits.Kernels;
using QuantumCluster.Circuits.Numerics;
using QuantumCluster.Circuits.Readouts;
using QuantumCluster.Cutting.Plans;
using QuantumCluster.Devices;
using QuantumCluster.Devices.Execution;

namespace QuantumCluster.Experiments.CoreBenchmarks;

/// <summary>One training step's share of the core: a ladder, cut or not, with weights that change from step to step, so that nothing is remembered.</summary>
public sealed class LadderStep
{
    private readonly CutEvaluator _evaluator;
    private readonly int _samples;
    private readonly double[] _weights, _inputs, _outputs, _cotangents, _inputGradients, _weightGradients;

    public LadderStep(Ladder ladder, Readout readout, bool isCut, int samples, Precision precision = Precision.Double)
    {
        int qubits = isCut ? DeviceProfile.FiveQubit.Qubits : ladder.Qubits;
        Plan = CutPlan.Create(new PlanRequest(ladder.ToCircuit(), readout, LadderCuts.Along(ladder, qubits), VariantChoice.Auto, qubits, Granularity.Exact, precision));
        _evaluator = CutEvaluator.For(Plan, isCut ? DeviceProfile.FiveQubit : DeviceProfile.Simulator(qubits))
            ?? throw new ArgumentException($"A ladder of {ladder.Qubits} qubits in {ladder.Layers} layers does not fuse; give a smaller one.", nameof(ladder));
        KeyedRandom random = new Seed(64).Generator();
        double[] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextDouble(-1, 1))];
        _samples = samples;
        (_weights, _inputs, _cotangents) = (Draw(ladder.WeightCount), Draw(ladder.Qubits * samples), Draw(Plan.OutputCount * samples));
        (_outputs, _inputGradients, _weightGradients) = (new double[_cotangents.Length], new double[_inputs.Length], new double[_weights.Length]);
    }

    /// <summary>The readout of the paper's model: qubits 3 to 7.</summary>
    public static Readout Marginals { get; } = new Readout.Marginal(3, 4, 5, 6, 7);

    /// <summary>Every ⟨Z_i⟩.</summary>
    public static Readout EachZ(int qubits) =>
        new Readout.Expectations([.. Enumerable.Range(0, qubits).Select(q => PauliString.Parse(new string('I', q) + "Z" + new string('I', qubits - 1 - q)))]);

    public CutPlan Plan { get; }

    public void Forward()
    {
        _weights[0] += 1e-9;
        _evaluator.Forward(_weights, _inputs, _samples, _outputs);
    }

    public void ForwardBackward()
    {
        Forward();
        _evaluator.Backward(_weights, _inputs, _samples, _cotangents, _inputGradients, _weightGradients);
    }
}
