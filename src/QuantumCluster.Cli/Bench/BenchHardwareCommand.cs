using System.Collections.Immutable;
using System.CommandLine;
using QuantumCluster.Cli.Clusters;
using QuantumCluster.Cli.Door;
using QuantumCluster.Experiments.CoreBenchmarks;
using QuantumCluster.Experiments.HardwareBenchmarks;

namespace QuantumCluster.Cli.Bench;

/// <summary><c>qcluster bench hardware</c>.</summary>
internal static class BenchHardwareCommand
{
    public static DoorCommand Create(TimeProvider time)
    {
        Option<bool> asJson = TypedOptions.Flag("--json", "print machine and rows as one JSON object instead of a table");
        Option<string?> node = NodeProgram.Option();
        var command = new Command("hardware", "Measure what emulated hardware costs: shots, noise, gradients by parameter shift.") { asJson, node };
        command.SetAction(async (parsed, cancellation) =>
        {
            IReadOnlyList<string> program = NodeProgram.Of(parsed.GetValue(node));
            ImmutableArray<BenchmarkRow> rows = await new HardwareReport(program, time, parsed.InvocationConfiguration.Error).MeasureAsync(cancellation);
            MachineFacts machine = MachineFacts.Measure(new Repeats(time, TimeSpan.FromMilliseconds(300), TimeSpan.FromMilliseconds(400)));
            TextWriter output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(asJson)) output.WriteLine(BenchJson.Text(machine, rows));
            else BenchPage.Write(output, machine, rows);
            return ExitCode.Success;
        });
        return new(command, new HelpPage(
            "Measures, on loopback and any free ports, the quantum part of a training step whose gradients are taken by parameter shift, with 1,000 shots a variant and exact, on two worker "
                + "processes; and what noise, estimation and forecasts do on this machine.",
            [
                new("a table", "qcluster bench hardware"),
                new("for programs, with workers of a program that starts faster", "qcluster bench hardware --node /opt/quantum-cluster/qcluster-node --json"),
            ],
            [new("Measuring", [asJson, node])],
            [("How it measures", "Steps with and without shots take turns; times are medians. Other work on the machine shows: the processes need both of its cores.")]));
    }
}
