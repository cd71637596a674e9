using System.CommandLine;
using QuantumCluster.Cli.Door;
using QuantumCluster.Experiments.CoreBenchmarks;

namespace QuantumCluster.Cli.Bench;

/// <summary><c>qcluster bench</c>.</summary>
internal static class BenchCommand
{
    public static DoorCommand Create(TimeProvider time)
    {
        Option<bool> asJson = TypedOptions.Flag("--json", "print machine and rows as one JSON object instead of a table");
        var command = new Command("bench", "Measure how fast the quantum core is on this machine.") { asJson };
        command.SetAction(parsed =>
        {
            CoreReport report = CoreReport.Measure(time);
            TextWriter output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(asJson)) output.WriteLine(BenchJson.Text(report.Machine, report.Rows));
            else BenchPage.Write(output, report.Machine, report.Rows);
            return ExitCode.Success;
        });

        return new(command, new HelpPage(
            "Measures the quantum core by itself, on one thread, in under a minute: nanoseconds per sample of the cut and of the uncut circuit, forward and with gradients, for every "
                + "kernel and batch size, in double and in float; its share of what this machine can compute at most; device variants and sampled circuits per second; and a 64-qubit ladder on five-qubit devices.",
            [
                new("a table", "qcluster bench"),
                new("for programs", "qcluster bench --json"),
            ],
            [new("Output", [asJson])],
            [("How it measures", "Each number is the best of many short runs, so that other work on the machine disturbs it little. Weights change with every step, as in training. "
                + "The kernel cry2 stands for two layers of cry.")]), BenchClusterCommand.Create(time), BenchHardwareCommand.Create(time), BenchTrainingCommand.Create(time));
    }
}
