using QuantumCluster.Circuits;
using QuantumCluster.Circuits.Kernels;
using QuantumCluster.Circuits.Numerics;
using QuantumCluster.Cutting.Jobs;
using QuantumCluster.Cutting.Variants;
using QuantumCluster.Devices;

namespace QuantumCluster.Experiments.CoreBenchmarks;

/// <summary>
/// Shots from fresh five-qubit circuits, state preparation included: every batch has weights, inputs and chance of its own. A step runs
/// several batches, because circuits differ in what their sampling costs, and the best time of one batch would be that of the easiest.
/// </summary>
public sealed class ShotStep
{
    public const int Shots = 1000;

    /// <summary>Circuits of one job.</summary>
    public const int Batch = 64;

    /// <summary>Circuits of one <see cref="Run"/>.</summary>
    public const int Circuits = Batches * Batch;

    private const int Qubits = 5;
    private const int Batches = 16;

    private readonly StateVectorDevice _device = new(DeviceProfile.FiveQubit);
    private readonly FragmentProgram _program;
    private readonly FragmentJob[] _jobs;
    private readonly int[] _counts;

    public ShotStep(Kernel kernel, Precision precision = Precision.Double)
    {
        var ladder = new Ladder(Qubits, 1, kernel);
        _program = new FragmentProgram(ladder.ToCircuit(), [], [.. Enumerable.Range(0, Qubits)], [new Variant([], [.. Enumerable.Repeat(Basis.Z, Qubits)])], precision);
        KeyedRandom random = new Seed(67).Generator();
        var key = new JobKey(default, 0, 0, 1, 0, Batch);
        _jobs = [.. Enumerable.Range(0, Batches).Select(i => new FragmentJob(key, _program.Hash, ladder.InitialWeights(new Seed(68).For((ulong)i)),
            [.. Enumerable.Range(0, Qubits * Batch).Select(_ => random.NextDouble(-1, 1))], new JobAsk.Counts(Shots, new Seed(69).For((ulong)i))))];
        _counts = new int[_program.OutcomeCount * Batch];
    }

    /// <exception cref="InvalidOperationException">The device refuses.</exception>
    public void Run()
    {
        foreach (FragmentJob job in _jobs)
            if (_device.Count(_program, job, _counts) is { } refused) throw new InvalidOperationException(refused.Reason);
    }
}
