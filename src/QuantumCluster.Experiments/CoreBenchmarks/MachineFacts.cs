using System.Runtime.InteropServices;
using QuantumCluster.Cutting.Lanes;

namespace QuantumCluster.Experiments.CoreBenchmarks;

/// <summary>What the numbers were measured on.</summary>
/// <param name="VectorBits">The vectors that the core uses here.</param>
/// <param name="PeakGflops">One thread's fused multiply-adds per second, twice, in a loop that does nothing else.</param>
public sealed record MachineFacts(string Architecture, string OperatingSystem, string Runtime, int Processors, int VectorBits, double PeakGflops)
{
    /// <summary>This machine; takes about half a second.</summary>
    public static MachineFacts Measure(Repeats repeats) => new(RuntimeInformation.ProcessArchitecture.ToString(), RuntimeInformation.OSDescription,
        RuntimeInformation.FrameworkDescription, Environment.ProcessorCount, (int)LaneWidths.Widest, MultiplyAddPeak.Gigaflops(repeats));
}
