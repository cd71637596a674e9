using System.Globalization;
using QuantumCluster.Actors.Hosting;
using QuantumCluster.Cli.Clusters;
using QuantumCluster.Cli.Plan;
using QuantumCluster.Cli.Models;
using QuantumCluster.Cli.Train.Team;
using QuantumCluster.Experiments.Runs;
using QuantumCluster.Learning.Data;
using QuantumCluster.Learning.Native;
using QuantumCluster.Learning.Networks;
using QuantumCluster.Learning.Networks.Weights;
using QuantumCluster.Learning.Training;
using Spectre.Console;

namespace QuantumCluster.Cli.Train;

/// <summary>The composition of a training: data, network, cluster, run folder and display, from a checked request to the result.</summary>
internal sealed class TrainingJourney(TrainRequest request, ClusterChoice choice, IAnsiConsole console, TextWriter log, TextWriter error, TimeProvider time, string? recording)
{
    /// <exception cref="OperationCanceledException">Interrupted; the run can be resumed from its last checkpoint.</exception>
    /// <exception cref="Cutting.Execution.ExecutionFailedException">The cluster failed; likewise.</exception>
    /// <exception cref="TrainingDivergedException">Numbers are no longer finite; likewise.</exception>
    /// <exception cref="Learning.DataFiles.DataFileException">A file of data, weights or run cannot be used.</exception>
    public async Task<TrainingResult> RunAsync(CancellationToken cancellation)
    {
        TorchNative.Load();
        using DataSplits data = request.LoadData(error.WriteLine);
        BackboneWeights? weights = request is { WeightsPath: { } path, Resumes: false } ? BackboneWeights.Read(path) : null;
        Say($"{request.Dataset} {request.ImageSize} × {request.ImageSize}{(request.DataPath is null ? "" : $", protocol {TrainRequest.NameOf(request.Protocol)}")}, {request.Model.InWords}, seed {request.Settings.Seed}, {choice}");
        string plan = PlanOf(request.Model);

        await using IClusterSession session = await choice.OpenAsync(cancellation);
        var marks = new SubstitutionMarks(session.Executor);
        var meter = new MeteredExecutor(marks, time);
        var watch = new ClusterWatch(choice.ToString()!, session, meter, time);
        using var recorder = new RunRecorder(new RunFolder(request.Directory), Facts(plan), () => watch.Figures);
        var view = new TrainingView();
        bool live = console.Profile.Capabilities is { Interactive: true, Ansi: true } && !Console.IsOutputRedirected;
        using var runs = recording is null ? null : new StepRunLog(recording, meter, request.Settings.Gradient.RunsPerStep);
        var observer = new EveryObserver([recorder, new Warnings(error), .. runs is null ? [] : (ITrainingObserver[])[runs], live ? view : new PlainLog(log, watch)]);

        using var over = new CancellationTokenSource();
        Task watching = watch.RunAsync(over.Token);
        try
        {
            // Torch's thread settings and dispose scopes belong to one thread, so training has one of its own from start to end.
            Task<TrainingResult> training = Task.Factory.StartNew(() => Train(data, weights, session, meter, observer, cancellation),
                CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            if (live) await new LiveDisplay(console, view, watch, time).RunAsync(training);
            TrainingResult result = await training;
            await watch.LookAsync(cancellation);
            if (VerificationWords.Of(choice.Verify, watch.Latest) is { } words) Say(words);
            if (SubstitutionMarks.Words(marks.All) is { } mark) Say(mark);
            return result;
        }
        finally
        {
            await over.CancelAsync();
            await watching;
        }
    }

    /// <summary>Says what a step does, and gives the plan as JSON for the run's facts.</summary>
    private string PlanOf(ModelChoice model)
    {
        if (model is not ModelChoice.Hybrid hybrid)
        {
            Say($"writing to {request.Directory}");
            return "null";
        }

        LadderPlan ladder = hybrid.ToPlan();
        StepTraffic traffic = StepTraffic.Of(ladder.Plan, request.Settings.BatchSize, request.Settings.Gradient);
        Say($"{PlanWords.Counted(ladder.Plan.VariantCount, "variant")} in {PlanWords.Counted(ladder.Plan.Fragments.Length, "fragment")}, {traffic.Jobs} jobs a {(request.Settings.Accumulate == 1 ? "step" : $"micro-batch, {request.Settings.Accumulate} micro-batches a step on {PlanWords.Counted(request.Trainers, "trainer")}")}, gradients by {request.Settings.Gradient}; writing to {request.Directory}");
        return PlanJson.Text(ladder, traffic);
    }

    private TrainingResult Train(DataSplits data, BackboneWeights? weights, IClusterSession session, MeteredExecutor executor, ITrainingObserver observer, CancellationToken cancellation)
    {
        using ImageClassifier network = request.Model.Build(data.Train.ClassNames.Length, executor, request.Settings.Seed);
        weights?.ApplyTo(network.Features, data.Train);
        using var trainers = RunTrainers.Open(request, session, network, data, executor, time);
        var trainer = new Trainer(network, data, request.Settings, time, observer, trainers.Shares);
        TrainingResult result = request.Resumes ? trainer.Resume(request.Directory, cancellation) : trainer.Train(request.Directory, request.ToOrigin(), cancellation);
        trainers.Complete();
        if (trainers.Words is { } words) Say(words);
        return result;
    }

    private RunFacts Facts(string plan) => new(request.Settings.Seed.Value,
    [
        .. request.ToOrigin(),
        new("epochs", Text($"{request.Settings.Epochs}")),
        new("batch-size", Text($"{request.Settings.BatchSize}")),
        .. request.Settings.Accumulate is > 1 and var accumulate ? (KeyValuePair<string, string>[])[new("accumulate", Text($"{accumulate}"))] : [],
        new("learning-rate", Text($"{request.Settings.LearningRate:R}")),
        new("schedule", Text($"{request.Settings.Schedule}").ToLowerInvariant()),
        .. request.Settings.FrozenEpochs is > 0 and var frozen ? (KeyValuePair<string, string>[])[new("frozen-epochs", Text($"{frozen}"))] : [],
        .. request.Settings.FrozenLayers is > 0 and var layers ? (KeyValuePair<string, string>[])[new("frozen-layers", Text($"{layers}"))] : [],
        .. request.Settings.Patience is { } patience ? (KeyValuePair<string, string>[])[new("patience", Text($"{patience}"))] : [],
        new("gradient", Text($"{request.Settings.Gradient.Rule}").ToLowerInvariant()),
        .. request.Settings.Gradient.Shots is { } shots ? (KeyValuePair<string, string>[])[new("shots", Text($"{shots}"))] : [],
        new("threads", Text($"{request.Settings.Threads}")),
    ], plan);

    private void Say(string line)
    {
        log.WriteLine(line);
        log.Flush();
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
