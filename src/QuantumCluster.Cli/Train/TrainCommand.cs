using System.CommandLine;
using QuantumCluster.Cli.Clusters;
using QuantumCluster.Cli.Door;
using QuantumCluster.Cli.Models;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Experiments.Runs;
using QuantumCluster.Learning.DataFiles;
using QuantumCluster.Learning.Native;
using QuantumCluster.Learning.Training;
using Spectre.Console;

namespace QuantumCluster.Cli.Train;

/// <summary><c>qcluster train</c>.</summary>
internal static class TrainCommand
{
    private const int PlainWidth = 100;

    public static DoorCommand Create(TimeProvider time)
    {
        var options = new TrainOptions();
        var cluster = new ClusterOptions();
        var command = new Command("train", "Train the hybrid network on a cluster; needs no option and no download.");
        foreach (OptionGroup group in options.Groups.Append(cluster.Group))
            foreach (Option option in group.Options) command.Options.Add(option);
        command.SetAction((parsed, cancellation) => RunAsync(parsed, options, cluster, time, cancellation));
        return new(command, new HelpPage(
            "Trains MobileNetV2 → 8 angles → the cut eight-qubit circuit on the cluster → classes, or a variant of it, with Adadelta and cross-entropy; the model with the best validation AUC is "
                + "measured on the test images. Without options it trains on pictures made from the seed, on two nodes of two devices inside this process. "
                + "The same seed gives the same losses, to the last digit, on any cluster.",
            [
                new("the main job", "qcluster train"),
                new("chest X-rays, from ImageNet weights", "qcluster train --dataset pneumonia --data pneumoniamnist.npz --weights mobilenetv2.npz"),
                new("skin lesions, parted by lesion before anything is augmented", "qcluster train --dataset ham10000 --data ham10000/ --weights mobilenetv2.npz"),
                new("the same network without the circuit, to compare with", "qcluster train --model twin"),
                new("a circuit whose cut is not golden, and another seed", "qcluster train --kernel su4 --seed 7"),
                new("as on hardware: 1,000 shots a variant, gradients by parameter shift", "qcluster train --gradient shift --shots 1000"),
                new("… on noisy devices", "qcluster train --gradient shift --shots 1000 --profile superconducting"),
                new("two micro-batches a step, on two trainers", "qcluster train --trainers 2"),
                new("on a running cluster", "qcluster train --cluster 127.0.0.1:9400"),
                new("go on after Ctrl+C or a crash, and for longer", "qcluster train --resume runs/synthetic-crz-seed1 --epochs 10"),
            ],
            [.. options.Groups, cluster.Group],
            [
                ("What is written", "In the run folder: metrics.json (the result, for programs), steps.jsonl, epochs.jsonl and epochs.csv (losses with 17 digits), loss.png, "
                    + "confusion.png, manifest.json, best.safetensors and the last checkpoints.\nIn a terminal there is a live display; where standard output is a pipe or a file, plain lines."),
            ]));
    }

    private static async Task<int> RunAsync(ParseResult parsed, TrainOptions options, ClusterOptions cluster, TimeProvider time, CancellationToken cancellation)
    {
        TextWriter output = parsed.InvocationConfiguration.Output;
        TrainRequest? request = null;
        try
        {
            request = options.Read(parsed, cluster.ConfigFiles(parsed));
            IAnsiConsole console = AnsiConsole.Console;
            if (Console.IsOutputRedirected) console.Profile.Width = PlainWidth;
            string? recording = options.Recording(parsed, request);
            if (recording is not null && request.Settings.Accumulate > 1)
                throw new BadInputException($"--record tells of the runs of one micro-batch a step, and the steps of this run have {request.Settings.Accumulate}; leave it out.");
            ClusterChoice choice = TrainOptions.Recorded(Cluster(parsed, cluster, request.Model), recording);
            TrainingResult result = await new TrainingJourney(request, choice, console, output, parsed.InvocationConfiguration.Error, time, recording).RunAsync(cancellation);
            console.Write(MetricsTable.Of(result));
            output.WriteLine($"{Path.Combine(request.Directory, "metrics.json")} holds all of it; loss.png and confusion.png beside it are the plots.");
            return ExitCode.Success;
        }
        catch (DataFileException e)
        {
            throw new BadInputException(e.Message, e);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            parsed.InvocationConfiguration.Error.WriteLine($"Interrupted. {WayOn(request)}".Trim());
            return ExitCode.Interrupted;
        }
        catch (Exception e) when (e is ExecutionFailedException or TorchUnavailableException)
        {
            throw new ExecutionFailedException($"{e.Message} {WayOn(request)}".Trim(), e);
        }
        catch (TrainingDivergedException e)
        {
            throw new ExecutionFailedException(e.Message, e);
        }
    }

    /// <summary>The cluster asked for, as the model needs it.</summary>
    /// <exception cref="BadInputException">The options contradict each other, or the model has nothing to run on a cluster.</exception>
    public static ClusterChoice Cluster(ParseResult parsed, ClusterOptions options, ModelChoice model)
    {
        if (model is not ModelChoice.Twin) return options.Choose(parsed, hasProfile: model.Profile is not null).With(model.Profile);
        return options.FirstGiven(parsed) is { } given
            ? throw new BadInputException($"{given} is of the cluster that runs the circuit, and the classical twin has no circuit; leave it out.")
            : new ClusterChoice.None();
    }

    /// <summary>How to go on with a run that ended early; empty when there is nothing to go on with.</summary>
    private static string WayOn(TrainRequest? request) => request is not null && File.Exists(new RunFolder(request.Directory).Manifest)
        ? $"Go on from the last checkpoint with: qcluster train --resume {request.Directory}"
        : "";
}
