using QuantumCluster.Cli.Door;
using QuantumCluster.Experiments.ClusterBenchmarks;
using QuantumCluster.Learning.Native;

namespace QuantumCluster.Cli.Bench;

/// <summary><c>qcluster bench cluster</c>.</summary>
internal static class BenchClusterCommand
{
    public static DoorCommand Create(TimeProvider time) => FleetBench.Create("cluster", "Measure what a cluster of worker processes costs on this machine.",
        "Starts coordinators, workers and a training on this machine, on loopback and any free ports, and measures in some minutes: what a training step costs on worker processes beyond "
            + "the same step in one process, the quantum layer beside bare round trips of the same bytes, jobs per second, emulated devices of fixed service time, and how long it takes until "
            + "work goes on when a worker or a coordinator is killed.",
        "What is compared takes turns, step by step; each number is a median. Other work on the machine shows: the processes need both of its cores.",
        time, async (program, progress, cancellation) =>
        {
            TorchNative.Load();
            return await new ClusterReport(program, time, progress).MeasureAsync(cancellation);
        });
}
