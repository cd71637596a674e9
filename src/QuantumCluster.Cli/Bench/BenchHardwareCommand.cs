using QuantumCluster.Cli.Door;
using QuantumCluster.Experiments.HardwareBenchmarks;

namespace QuantumCluster.Cli.Bench;

/// <summary><c>qcluster bench hardware</c>.</summary>
internal static class BenchHardwareCommand
{
    public static DoorCommand Create(TimeProvider time) => FleetBench.Create("hardware", "Measure what emulated hardware costs: shots, noise, gradients by parameter shift.",
        "Measures, on loopback and any free ports, the quantum part of a training step whose gradients are taken by parameter shift, with 1,000 shots a variant and exact, on two worker "
            + "processes; and what noise, estimation and forecasts do on this machine.",
        "Steps with and without shots take turns; times are medians. Other work on the machine shows: the processes need both of its cores.",
        time, (program, progress, cancellation) => new HardwareReport(program, time, progress).MeasureAsync(cancellation));
}
