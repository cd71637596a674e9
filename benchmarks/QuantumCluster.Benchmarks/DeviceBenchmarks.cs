using BenchmarkDotNet.Attributes;
using QuantumCluster.Circuits.Kernels;
using QuantumCluster.Cutting.Jobs;
using QuantumCluster.Experiments.CoreBenchmarks;

namespace QuantumCluster.Benchmarks;

/// <summary>A device's jobs, and a long ladder. Goals: 1,000 ns a variant (a million per second); 2 ms for 64 qubits with gradients.</summary>
[MemoryDiagnoser]
public class DeviceBenchmarks
{
    private readonly DeviceStep _device = new(Kernel.Su4);
    private readonly LadderStep _ladder64 = new(new Ladder(64, 1, Kernel.Su4), LadderStep.EachZ(64), true, 1);

    [Benchmark(OperationsPerInvoke = 4, Description = "device.variants (1,000 ns each)")]
    public JobOutcome Variants() => _device.Run();

    [Benchmark(Description = "ladder64.forward+backward (2 ms)")]
    public void Ladder64() => _ladder64.ForwardBackward();
}
