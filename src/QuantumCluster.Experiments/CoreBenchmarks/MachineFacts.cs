using System.Runtime.InteropServices;
using QuantumCluster.Circuits.Numerics;
using QuantumCluster.Cutting.Lanes;

namespace QuantumCluster.Experiments.CoreBenchmarks;

/// <summary>What the numbers were measured on.</summary>
/// <param name="VectorBits">The vectors that the core uses here.</param>
/// <param name="PeakGflops">One thread's fused multiply-adds of doubles per second, twice, in a loop that does nothing else.</param>
/// <param name="PeakGflopsFloat">The same of floats.</param>
public sealed record MachineFacts(string Architecture, string OperatingSystem, string Runtime, int Processors, int VectorBits, double PeakGflops, double PeakGflopsFloat)
{
    /// <summary>This machine; takes a second and a half.</summary>
    public static MachineFacts Measure(Repeats repeats) => new(RuntimeInformation.ProcessArchitecture.ToString(), RuntimeInformation.OSDescription,
        RuntimeInformation.FrameworkDescription, Environment.ProcessorCount, (int)LaneWidths.Widest, MultiplyAddPeak.Gigaflops(repeats, Precision.Double), MultiplyAddPeak.Gigaflops(repeats, Precision.Float));
}
