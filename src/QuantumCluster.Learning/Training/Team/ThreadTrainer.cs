using System.Collections.Concurrent;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Learning.Data;
using QuantumCluster.Learning.DataFiles;
using QuantumCluster.Learning.Networks;
using QuantumCluster.Learning.Training.Shares;

namespace QuantumCluster.Learning.Training.Team;

/// <summary>A trainer on a thread of its own and with a network of its own: a fellow inside the lead's process, or what a trainer node is made of.</summary>
public sealed class ThreadTrainer : IFellowTrainer, IDisposable
{
    private readonly BlockingCollection<object> _asked = [];
    private readonly CancellationTokenSource _over = new();
    private readonly ITrainerDesk _desk;
    private readonly Thread _thread;
    private long _stateOf = -1;
    private string _problem = "";

    /// <param name="network">Makes a network like the lead's, in any state, on the trainer's thread; the trainer disposes it.</param>
    /// <param name="images">The training images.</param>
    public ThreadTrainer(string name, Func<ImageClassifier> network, IImageSource images, TrainingSettings settings, ITrainerDesk desk, TimeProvider time)
    {
        (Name, _desk) = (name, desk);
        _thread = new Thread(() => Run(network, images, settings, time)) { IsBackground = true, Name = name };
        _thread.Start();
        desk.Join(this);
    }

    public string Name { get; }

    public void Give(StepState state) => _asked.Add(state);

    public void Ask(ShareKey key) => _asked.Add(key);

    /// <summary>Waits until its thread has given up what it was doing.</summary>
    public void Dispose()
    {
        _desk.Leave(this);
        _over.Cancel();
        _thread.Join();
        _over.Dispose();
        _asked.Dispose();
    }

    private void Run(Func<ImageClassifier> make, IImageSource images, TrainingSettings settings, TimeProvider time)
    {
        using ImageClassifier network = make();
        using var evaluation = new ShareEvaluation(network, images, settings, time);
        try
        {
            foreach (object asked in _asked.GetConsumingEnumerable(_over.Token))
                if (asked is StepState state) Restore(evaluation, state);
                else Answer(evaluation, (ShareKey)asked);
        }
        catch (OperationCanceledException) when (_over.IsCancellationRequested)
        {
            // disposed
        }
    }

    private void Restore(ShareEvaluation evaluation, StepState state)
    {
        try
        {
            evaluation.Restore(state);
            (_stateOf, _problem) = (state.Step, "");
        }
        catch (FormatException e)
        {
            (_stateOf, _problem) = (-1, e.Message);
        }
    }

    private void Answer(ShareEvaluation evaluation, ShareKey key)
    {
        if (key.Step != _stateOf)
        {
            _desk.Fail(this, key, _problem.Length > 0 ? _problem : $"The state before step {key.Step} was not given.");
            return;
        }

        try
        {
            _desk.Answer(this, evaluation.Evaluate(key, _over.Token));
        }
        catch (Exception e) when (e is ExecutionFailedException or TrainingDivergedException or DataFileException or ArgumentException)
        {
            _desk.Fail(this, key, e.Message); // the lead computes it instead, and says so if it cannot either
        }
    }
}
