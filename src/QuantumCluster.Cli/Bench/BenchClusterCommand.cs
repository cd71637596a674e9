using System.Collections.Immutable;
using System.CommandLine;
using QuantumCluster.Cli.Clusters;
using QuantumCluster.Cli.Door;
using QuantumCluster.Experiments.ClusterBenchmarks;
using QuantumCluster.Experiments.CoreBenchmarks;
using QuantumCluster.Learning.Native;

namespace QuantumCluster.Cli.Bench;

/// <summary><c>qcluster bench cluster</c>.</summary>
internal static class BenchClusterCommand
{
    public static DoorCommand Create(TimeProvider time)
    {
        Option<bool> asJson = TypedOptions.Flag("--json", "print machine and rows as one JSON object instead of a table");
        Option<string?> node = NodeProgram.Option();
        var command = new Command("cluster", "Measure what a cluster of worker processes costs on this machine.") { asJson, node };
        command.SetAction(async (parsed, cancellation) =>
        {
            TorchNative.Load();
            IReadOnlyList<string> program = NodeProgram.Of(parsed.GetValue(node));
            ImmutableArray<BenchmarkRow> rows = await new ClusterReport(program, time, parsed.InvocationConfiguration.Error).MeasureAsync(cancellation);
            MachineFacts machine = MachineFacts.Measure(new Repeats(time, TimeSpan.FromMilliseconds(300), TimeSpan.FromMilliseconds(400)));
            TextWriter output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(asJson)) output.WriteLine(BenchJson.Text(machine, rows));
            else BenchPage.Write(output, machine, rows);
            return ExitCode.Success;
        });
        return new(command, new HelpPage(
            "Starts coordinators, workers and a training on this machine, on loopback and any free ports, and measures in some minutes: what a training step costs on worker processes beyond "
                + "the same step in one process, the quantum layer beside bare round trips of the same bytes, jobs per second, emulated devices of fixed service time, and how long it takes until "
                + "work goes on when a worker or a coordinator is killed.",
            [
                new("a table", "qcluster bench cluster"),
                new("for programs, with workers of a program that starts faster", "qcluster bench cluster --node /opt/quantum-cluster/qcluster-node --json"),
            ],
            [new("Measuring", [asJson, node])],
            [("How it measures", "What is compared takes turns, step by step; each number is a median. Other work on the machine shows: the processes need both of its cores.")]));
    }
}
