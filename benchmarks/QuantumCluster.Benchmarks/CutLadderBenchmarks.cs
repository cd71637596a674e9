using BenchmarkDotNet.Attributes;
using QuantumCluster.Circuits.Kernels;
using QuantumCluster.Circuits.Numerics;
using QuantumCluster.Circuits.Readouts;
using QuantumCluster.Experiments.CoreBenchmarks;

namespace QuantumCluster.Benchmarks;

/// <summary>
/// The paper's circuit, cut into 4 + 5 qubits, and uncut; 256 samples a step. Goals in nanoseconds per sample, su4 / crz: forward 250 / 120,
/// all probabilities 400 / 220, forward and backward 900 / 400, uncut forward and backward 3,000 / 1,500. Allocated: 0 bytes.
/// </summary>
[MemoryDiagnoser]
public class CutLadderBenchmarks
{
    private const int Samples = 256;

    private LadderStep _cut = null!;
    private LadderStep _full = null!;
    private LadderStep _uncut = null!;

    [Params("su4", "crz")]
    public string KernelName { get; set; } = "su4";

    [Params(Precision.Double, Precision.Float)]
    public Precision Precision { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        var ladder = new Ladder(8, 1, Kernel.Named(KernelName)!);
        _cut = new(ladder, LadderStep.Marginals, true, Samples, Precision);
        _full = new(ladder, new Readout.Probabilities(), true, Samples, Precision);
        _uncut = new(ladder, LadderStep.Marginals, false, Samples, Precision);
    }

    [Benchmark(OperationsPerInvoke = Samples, Description = "cut.forward (250 / 120 ns)")]
    public void CutForward() => _cut.Forward();

    [Benchmark(OperationsPerInvoke = Samples, Description = "cut.forward.full (400 / 220 ns)")]
    public void CutForwardFull() => _full.Forward();

    [Benchmark(OperationsPerInvoke = Samples, Description = "cut.forward+backward (900 / 400 ns)")]
    public void CutForwardBackward() => _cut.ForwardBackward();

    [Benchmark(OperationsPerInvoke = Samples, Description = "uncut.forward+backward (3,000 / 1,500 ns)")]
    public void UncutForwardBackward() => _uncut.ForwardBackward();
}
