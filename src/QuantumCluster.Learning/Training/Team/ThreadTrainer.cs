using System.Collections.Concurrent;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Learning.Data;
using QuantumCluster.Learning.DataFiles;
using QuantumCluster.Learning.Networks;
using QuantumCluster.Learning.Training.Shares;

namespace QuantumCluster.Learning.Training.Team;

/// <summary>A fellow trainer inside the lead's process, on a thread of its own and with a network of its own; it shares the images and the executor.</summary>
public sealed class ThreadTrainer : IFellowTrainer, IDisposable
{
    private readonly BlockingCollection<object> _asked = [];
    private readonly CancellationTokenSource _over = new();
    private readonly ITrainerDesk _desk;
    private readonly Thread _thread;

    /// <param name="network">Makes a network like the lead's, in any state, on the trainer's thread; the trainer disposes it.</param>
    /// <param name="images">The training images.</param>
    public ThreadTrainer(string name, Func<ImageClassifier> network, IImageSource images, TrainingSettings settings, ITrainerDesk desk)
    {
        (Name, _desk) = (name, desk);
        _thread = new Thread(() => Run(network, images, settings)) { IsBackground = true, Name = name };
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

    private void Run(Func<ImageClassifier> make, IImageSource images, TrainingSettings settings)
    {
        using ImageClassifier network = make();
        using var evaluation = new ShareEvaluation(network, images, settings);
        try
        {
            foreach (object asked in _asked.GetConsumingEnumerable(_over.Token))
                if (asked is StepState state) evaluation.Restore(state);
                else Answer(evaluation, (ShareKey)asked);
        }
        catch (OperationCanceledException) when (_over.IsCancellationRequested)
        {
            // disposed
        }
    }

    private void Answer(ShareEvaluation evaluation, ShareKey key)
    {
        try
        {
            _desk.Answer(this, evaluation.Evaluate(key, _over.Token));
        }
        catch (Exception e) when (e is ExecutionFailedException or TrainingDivergedException or DataFileException)
        {
            _desk.Fail(this, key); // the lead computes it instead, and says so if it cannot either
        }
    }
}
