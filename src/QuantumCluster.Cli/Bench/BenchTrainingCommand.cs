using System.Collections.Immutable;
using System.CommandLine;
using QuantumCluster.Cli.Clusters;
using QuantumCluster.Cli.Door;
using QuantumCluster.Experiments.CoreBenchmarks;
using QuantumCluster.Experiments.TrainingBenchmarks;
using QuantumCluster.Learning.Native;

namespace QuantumCluster.Cli.Bench;

/// <summary><c>qcluster bench training</c>.</summary>
internal static class BenchTrainingCommand
{
    private static readonly TrainingBenchSettings Defaults = new();

    public static DoorCommand Create(TimeProvider time)
    {
        Option<bool> asJson = TypedOptions.Flag("--json", "print machine and rows as one JSON object instead of a table");
        Option<int?> imageSize = TypedOptions.WholeOrNone("--image-size", "PIXELS", 16, 512,
            $"height and width of the images (default {string.Join(", ", Defaults.ImageSizes)}, and {Defaults.PairSize} for the hybrid and its twin)");
        Option<double?> seconds = TypedOptions.NumberOrNone("--seconds", "S", 0, 600, $"time for each speed of training (default {Defaults.Budget.TotalSeconds})");
        Option<string?> pyTorch = TypedOptions.Text("--pytorch", "COMMAND", "also train with this program, in turn with ours: \"/usr/bin/python3 benchmarks/pytorch/mobilenetv2.py\"");
        Option<string?> node = NodeProgram.Option();
        var command = new Command("training", "Measure how fast networks are trained, and what the circuit adds to a step.") { asJson, imageSize, seconds, pyTorch, node };
        command.SetAction(async (parsed, cancellation) =>
        {
            TrainingBenchSettings settings = Defaults with { PyTorch = parsed.GetValue(pyTorch), Budget = parsed.GetValue(seconds) is { } s ? TimeSpan.FromSeconds(s) : Defaults.Budget };
            if (parsed.GetValue(imageSize) is { } pixels) settings = settings with { ImageSizes = [pixels], PairSize = pixels };
            IReadOnlyList<string> program = NodeProgram.Of(parsed.GetValue(node));
            TorchNative.Load();
            ImmutableArray<BenchmarkRow> rows = await new TrainingReport(settings, program, time, parsed.InvocationConfiguration.Error).MeasureAsync(cancellation);
            MachineFacts machine = MachineFacts.Measure(new Repeats(time, TimeSpan.FromMilliseconds(300), TimeSpan.FromMilliseconds(400)));
            TextWriter output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(asJson)) output.WriteLine(BenchJson.Text(machine, rows));
            else BenchPage.Write(output, machine, rows);
            return ExitCode.Success;
        });

        return new(command, new HelpPage(
            "Measures in under two minutes, with batches of 16 and one thread of torch: a step of the hybrid, on a cluster inside this process and on two worker processes, over the same step of "
                + "its twin without a circuit; images per second in training (forward, backward, Adadelta) and in evaluation; and how many a background worker varies on their way in. "
                + "With --pytorch, in twice the time, also what PyTorch does with the same network on this machine.",
            [
                new("a table", "qcluster bench training"),
                new("beside Debian's PyTorch (apt install python3-torch)", "qcluster bench training --pytorch \"/usr/bin/python3 benchmarks/pytorch/mobilenetv2.py\""),
                new("at one size, for programs", "qcluster bench training --image-size 128 --json"),
            ],
            [new("Measuring", [imageSize, seconds, pyTorch, node, asJson])],
            [("How it measures", "What is compared takes turns, lap by lap, after laps that do not count; a ratio is the median of the laps' ratios. In brackets: where the middle half of the laps lies. "
                + "Of PyTorch's two layouts in memory the faster one counts. Other work on the machine slows both sides, and the workers need its second core.")]));
    }
}
