using System.Collections.Immutable;
using System.CommandLine;
using QuantumCluster.Cli.Clusters;
using QuantumCluster.Cli.Door;
using QuantumCluster.Experiments.CoreBenchmarks;

namespace QuantumCluster.Cli.Bench;

/// <summary>A benchmark that starts node processes: its options, its table or JSON, its page of help.</summary>
internal static class FleetBench
{
    /// <param name="name">Behind <c>qcluster bench</c>.</param>
    /// <param name="measure">From the nodes' program, and where progress is told, to what was measured.</param>
    /// <param name="about">What it does, for the page of help.</param>
    /// <param name="how">How it measures, likewise.</param>
    public static DoorCommand Create(string name, string summary, string about, string how, TimeProvider time,
        Func<IReadOnlyList<string>, TextWriter, CancellationToken, Task<ImmutableArray<BenchmarkRow>>> measure)
    {
        Option<bool> asJson = TypedOptions.Flag("--json", "print machine and rows as one JSON object instead of a table");
        Option<string?> node = NodeProgram.Option();
        var command = new Command(name, summary) { asJson, node };
        command.SetAction(async (parsed, cancellation) =>
        {
            ImmutableArray<BenchmarkRow> rows = await measure(NodeProgram.Of(parsed.GetValue(node)), parsed.InvocationConfiguration.Error, cancellation);
            MachineFacts machine = MachineFacts.Measure(new Repeats(time, TimeSpan.FromMilliseconds(300), TimeSpan.FromMilliseconds(400)));
            TextWriter output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(asJson)) output.WriteLine(BenchJson.Text(machine, rows));
            else BenchPage.Write(output, machine, rows);
            return ExitCode.Success;
        });
        return new(command, new HelpPage(about,
            [
                new("a table", $"qcluster bench {name}"),
                new("for programs, with workers of a program that starts faster", $"qcluster bench {name} --node /opt/quantum-cluster/qcluster-node --json"),
            ],
            [new("Measuring", [asJson, node])],
            [("How it measures", how)]));
    }
}
