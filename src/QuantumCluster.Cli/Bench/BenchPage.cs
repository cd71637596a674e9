using System.Globalization;
using QuantumCluster.Experiments.CoreBenchmarks;

namespace QuantumCluster.Cli.Bench;

/// <summary>The report as a table for people.</summary>
internal static class BenchPage
{
    public static void Write(TextWriter output, MachineFacts machine, IEnumerable<BenchmarkRow> rows)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{machine.Architecture}, {machine.Processors} processors, vectors of {machine.VectorBits} bits, {machine.PeakGflops:F1} GFLOP/s at most on one thread, {machine.PeakGflopsFloat:F1} in float"));
        output.WriteLine($"{machine.Runtime}, {machine.OperatingSystem}");
        output.WriteLine();
        foreach (BenchmarkRow row in rows)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{row.What,-28} {row.Kernel,-10} {row.Precision,-7} {row.Batch,5} {row.Value,14:G6} {row.Unit}"));
    }
}
