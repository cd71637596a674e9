using BenchmarkDotNet.Attributes;
using QuantumCluster.Circuits.Kernels;
using QuantumCluster.Circuits.Numerics;
using QuantumCluster.Cutting.Jobs;
using QuantumCluster.Experiments.CoreBenchmarks;

namespace QuantumCluster.Benchmarks;

/// <summary>A device's jobs, and a long ladder. Goals: 1,000 ns a variant (a million per second); 5,000 ns a circuit of 1,000 shots (200,000 per second), 0 bytes; 2 ms for 64 qubits with gradients.</summary>
[MemoryDiagnoser]
public class DeviceBenchmarks
{
    private DeviceStep _device = null!;
    private ShotStep _shots = null!;
    private LadderStep _ladder64 = null!;

    [Params(Precision.Double, Precision.Float)]
    public Precision Precision { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        _device = new(Kernel.Su4, Precision);
        _shots = new(Kernel.Su4, Precision);
        _ladder64 = new(new Ladder(64, 1, Kernel.Su4), LadderStep.EachZ(64), true, 1, Precision);
    }

    [Benchmark(OperationsPerInvoke = 4, Description = "device.variants (1,000 ns each)")]
    public JobOutcome Variants() => _device.Run();

    [Benchmark(OperationsPerInvoke = ShotStep.Circuits, Description = "device.shots (5,000 ns a circuit)")]
    public void Shots() => _shots.Run();

    [Benchmark(Description = "ladder64.forward+backward (2 ms)")]
    public void Ladder64() => _ladder64.ForwardBackward();
}
