using System.Globalization;
using QuantumCluster.Actors.Hosting;
using QuantumCluster.Actors.Sharing;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Learning.Data;
using QuantumCluster.Learning.Networks;
using QuantumCluster.Learning.Training;
using QuantumCluster.Learning.Training.Shares;
using QuantumCluster.Learning.Training.Team;

namespace QuantumCluster.Cli.Train.Team;

/// <summary>Who computes the shares of a run's steps beside the training thread: trainers on other threads, or nodes that join the cluster of this process.</summary>
internal sealed class RunTrainers : IDisposable
{
    private readonly TrainerTeam? _team;
    private readonly Leadership? _leadership;
    private readonly ThreadTrainer[] _fellows;

    private RunTrainers(TrainerTeam? team, Leadership? leadership, ThreadTrainer[] fellows) => (_team, _leadership, _fellows) = (team, leadership, fellows);

    /// <summary>Null when there is nobody but the training thread.</summary>
    public IShareExecutor? Shares => _team;

    /// <summary>What the user should hear of it; null for nothing.</summary>
    public string? Words => _team?.Counts is { Redone: > 0 } counts
        ? string.Create(CultureInfo.InvariantCulture, $"Trainers were lost, late or failed: {counts.Redone} shares were computed a second time, with the same bits.")
        : null;

    /// <summary>To be called on the training thread.</summary>
    /// <param name="network">The run's own, before its first step.</param>
    /// <param name="executor">Runs the circuit.</param>
    public static RunTrainers Open(TrainRequest request, IClusterSession session, ImageClassifier network, DataSplits data, IFragmentExecutor executor, TimeProvider time)
    {
        if (request.Trainers == 1) return new(null, null, []);
        var team = new TrainerTeam(time);
        if (session is HostedCluster hosted)
        {
            RunManifest run = RunManifest.Of(network, data, request.Settings, request.ToOrigin());
            return new(team, hosted.Lead(new LedRun(run, TrainerAccount.Of(run), team)), []);
        }

        ImageClassifier Another() => request.Model.Build(data.Train.ClassNames.Length, executor, request.Settings.Seed);
        return new(team, null, [.. Enumerable.Range(1, request.Trainers - 1).Select(i => new ThreadTrainer($"trainer-{i}", Another, data.Train, request.Settings, team, time))]);
    }

    /// <summary>Tells trainer nodes that the run is complete. Without it they wait for the run to be resumed.</summary>
    public void Complete() => _leadership?.CompleteAsync().GetAwaiter().GetResult(); // on the training thread, which has nothing else to do

    public void Dispose()
    {
        foreach (ThreadTrainer fellow in _fellows) fellow.Dispose();
    }
}
