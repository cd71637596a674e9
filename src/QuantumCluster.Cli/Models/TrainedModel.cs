using System.Collections.Immutable;
using QuantumCluster.Actors.Hosting;
using QuantumCluster.Cli.Clusters;
using QuantumCluster.Cli.Train;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Learning.DataFiles;
using QuantumCluster.Learning.Native;
using QuantumCluster.Learning.Networks;
using QuantumCluster.Learning.Training;

namespace QuantumCluster.Cli.Models;

/// <summary>The model of a run folder of <c>qcluster train</c>, of whatever kind, to be asked on a cluster.</summary>
/// <param name="Request">What was trained, as the manifest tells it.</param>
internal sealed record TrainedModel(TrainRequest Request, TrainedRun Run)
{
    /// <summary>The classes that it tells apart, in the order of its outputs.</summary>
    public ImmutableArray<string> ClassNames { get; } = [.. Run.Manifest.Data.Classes];

    /// <param name="configFiles">HOCON that may define the devices' profile.</param>
    /// <exception cref="DataFileException">There is no run, its manifest is damaged, or it has no model yet.</exception>
    /// <exception cref="Door.BadInputException">The manifest was not written by this program.</exception>
    public static TrainedModel Open(string directory, IReadOnlyList<string> configFiles)
    {
        var run = TrainedRun.Open(directory);
        return new(TrainRequest.FromManifest(directory, null, configFiles, was => was), run);
    }

    /// <summary>Asks the model something, on a thread of its own, as torch needs it.</summary>
    /// <param name="note">Told what the cluster has to say of the answer.</param>
    /// <exception cref="OperationCanceledException">Interrupted.</exception>
    /// <exception cref="ExecutionFailedException">The cluster failed, or torch cannot be loaded.</exception>
    /// <exception cref="DataFileException">The model or an image is missing or damaged.</exception>
    public async Task<T> AskAsync<T>(ClusterChoice choice, Func<ImageClassifier, T> question, Action<string> note, CancellationToken cancellation)
    {
        try
        {
            TorchNative.Load();
            await using IClusterSession session = await choice.OpenAsync(cancellation);
            var marks = new SubstitutionMarks(session.Executor);
            T answer = await Task.Factory.StartNew(() =>
            {
                using ImageClassifier network = Request.Model.Build(ClassNames.Length, marks, Request.Settings.Seed);
                Run.RestoreInto(network);
                return question(network);
            }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            if (choice.Verify > 0 && VerificationWords.Of(choice.Verify, await session.GetActivityAsync(cancellation)) is { } words) note(words);
            if (SubstitutionMarks.Words(marks.All) is { } mark) note(mark);
            return answer;
        }
        catch (Exception e) when (e is TorchUnavailableException or TrainingDivergedException)
        {
            throw new ExecutionFailedException(e.Message, e);
        }
    }
}
