using System.Collections.Immutable;
using System.CommandLine;
using QuantumCluster.Cli.Door;
using QuantumCluster.Experiments.ClusterBenchmarks;
using QuantumCluster.Experiments.CoreBenchmarks;
using QuantumCluster.Learning.Native;

namespace QuantumCluster.Cli.Bench;

/// <summary><c>qcluster bench cluster</c>.</summary>
internal static class BenchClusterCommand
{
    public static Command Create(TimeProvider time)
    {
        Option<bool> asJson = TypedOptions.Flag("--json", "print machine and rows as one JSON object instead of a table");
        Option<string?> node = TypedOptions.Text("--node", "PATH", "the program of the worker processes, qcluster-node (default: this one)");
        var command = new Command("cluster", "Measure what a cluster of worker processes costs on this machine.") { asJson, node };
        command.SetAction(async (parsed, cancellation) =>
        {
            TorchNative.Load();
            IReadOnlyList<string> program = parsed.GetValue(node) is { } path ? [path] : [Environment.ProcessPath!, "node"];
            ImmutableArray<BenchmarkRow> rows = await new ClusterReport(program, time, parsed.InvocationConfiguration.Error).MeasureAsync(cancellation);
            MachineFacts machine = MachineFacts.Measure(new Repeats(time, TimeSpan.FromMilliseconds(300), TimeSpan.FromMilliseconds(400)));
            TextWriter output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(asJson)) output.WriteLine(BenchJson.Text(machine, rows));
            else BenchPage.Write(output, machine, rows);
            return ExitCode.Success;
        });
        return command;
    }
}
