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
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{row.What,-34} {row.Kernel,-13} {row.Precision,-7} {row.Batch,5} {row.Value,14:G6} {row.Unit}{More(row)}"));
    }

    private static string More(BenchmarkRow row) => string.Concat(
        row.ImageSize is { } pixels ? $", {pixels} px" : "",
        row.Spread is { } spread ? string.Create(CultureInfo.InvariantCulture, $"  [{spread.Low:G4}, {spread.High:G4}]") : "",
        row.Goal is { } goal ? $"  goal {goal}" : "");
}
