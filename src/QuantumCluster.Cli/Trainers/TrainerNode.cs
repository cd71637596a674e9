using System.Collections.Concurrent;
using System.Globalization;
using QuantumCluster.Actors.Sharing;
using QuantumCluster.Cli.Train;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Learning.Data;
using QuantumCluster.Learning.Networks;
using QuantumCluster.Learning.Training;
using QuantumCluster.Learning.Training.Shares;
using QuantumCluster.Learning.Training.Team;

namespace QuantumCluster.Cli.Trainers;

/// <summary>What a trainer node does: builds the network of the run that its lead describes, and computes shares of its steps on a thread of its own.</summary>
/// <param name="executor">Runs the circuit; used, not owned.</param>
/// <param name="dataPath">Where the data are on this machine; null for where the lead has them.</param>
/// <param name="configFiles">HOCON that may define device profiles.</param>
/// <param name="say">Told one line at a time.</param>
internal sealed class TrainerNode(IFragmentExecutor executor, string? dataPath, IReadOnlyList<string> configFiles, Action<string> say, TimeProvider time) : ITrainerWork, ITrainerDesk, IDisposable
{
    private readonly ConcurrentDictionary<ShareKey, TaskCompletionSource<ReadOnlyMemory<byte>>> _asked = new();
    private (string Description, TrainRequest Request, DataSplits Data)? _run;
    private ThreadTrainer? _trainer;
    private bool _takesPart;

    /// <summary>Shares computed here.</summary>
    public long Computed { get; private set; }

    public Task<string> PrepareAsync(string description) => Task.Factory.StartNew(() => Prepare(description), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    public void Give(long step, ReadOnlyMemory<byte> state)
    {
        if (!_takesPart) say(string.Create(CultureInfo.InvariantCulture, $"taking part from step {step + 1} on"));
        _takesPart = true;
        _trainer?.Give(new StepState(step, state));
    }

    public Task<ReadOnlyMemory<byte>> ComputeAsync(long step, int share)
    {
        var key = new ShareKey(step, share);
        var answer = new TaskCompletionSource<ReadOnlyMemory<byte>>(TaskCreationOptions.RunContinuationsAsynchronously);
        _asked[key] = answer;
        _trainer!.Ask(key);
        return answer.Task;
    }

    public void Join(IFellowTrainer fellow)
    {
    }

    public void Leave(IFellowTrainer fellow)
    {
    }

    public void Idle(IFellowTrainer fellow)
    {
    }

    public void Answer(IFellowTrainer fellow, ShareOutcome outcome)
    {
        Computed++;
        if (_asked.TryRemove(outcome.Key, out TaskCompletionSource<ReadOnlyMemory<byte>>? answer)) answer.TrySetResult(outcome.ToBytes());
    }

    public void Fail(IFellowTrainer fellow, ShareKey key, string reason)
    {
        if (_asked.TryRemove(key, out TaskCompletionSource<ReadOnlyMemory<byte>>? answer)) answer.TrySetException(new InvalidOperationException(reason));
    }

    public void Dispose()
    {
        _trainer?.Dispose();
        _run?.Data.Dispose();
    }

    private string Prepare(string description)
    {
        _trainer?.Dispose(); // of an earlier life of the lead
        (_trainer, _takesPart) = (null, false);
        if (_run?.Description != description)
        {
            _run?.Data.Dispose();
            _run = null;
            TrainRequest asked = TrainRequest.FromManifest(RunManifest.FromText(description), "the lead's run", dataPath, configFiles);
            _run = (description, asked, asked.LoadData(say));
        }

        (_, TrainRequest request, DataSplits data) = _run.Value;
        say($"{request.Dataset} {request.ImageSize} × {request.ImageSize}, {request.Model.InWords}, seed {request.Settings.Seed}: ready");
        ImageClassifier Network() => request.Model.Build(data.Train.ClassNames.Length, executor, request.Settings.Seed);
        _trainer = new ThreadTrainer("trainer", Network, data.Train, request.Settings, this, time);
        using ImageClassifier like = Network();
        return TrainerAccount.Of(RunManifest.Of(like, data, request.Settings, request.ToOrigin())).ToText();
    }
}
