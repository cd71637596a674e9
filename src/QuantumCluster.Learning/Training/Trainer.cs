using QuantumCluster.Learning.Data;
using QuantumCluster.Learning.DataFiles;
using QuantumCluster.Learning.Metrics;
using QuantumCluster.Learning.Networks;
using static TorchSharp.torch;

namespace QuantumCluster.Learning.Training;

/// <summary>
/// Trains a network into a run directory: <c>manifest.json</c>, <c>best.safetensors</c> and <c>checkpoints/epoch-NNN.safetensors</c>.
/// Runs on the calling thread until it is done; everything random is keyed by the settings' seed. Sets torch's number of threads for the process.
/// </summary>
public sealed class Trainer
{
    private readonly HybridNetwork _network;
    private readonly DataSplits _data;
    private readonly TrainingSettings _settings;
    private readonly TimeProvider _time;
    private readonly ITrainingObserver _observer;
    private readonly Adadelta _optimizer;

    /// <param name="network">With its initial weights; trained in place, and left as the best model.</param>
    /// <exception cref="ArgumentException">The network has another number of classes than the data.</exception>
    public Trainer(HybridNetwork network, DataSplits data, TrainingSettings settings, TimeProvider time, ITrainingObserver observer)
    {
        if (network.Classes != data.Train.ClassNames.Length)
            throw new ArgumentException($"The network tells {network.Classes} classes apart; the data set has {data.Train.ClassNames.Length}.", nameof(network));
        (_network, _data, _settings, _time, _observer) = (network, data, settings, time, observer);
        _optimizer = new Adadelta(network, settings.LearningRate);
    }

    /// <summary>Starts a new run.</summary>
    /// <param name="directory">Made when it does not exist; must not hold a run already.</param>
    /// <param name="origin">What the caller wants to find in the manifest again, such as its own options; kept word for word.</param>
    /// <exception cref="DataFileException">The directory holds a run already, or cannot be written.</exception>
    /// <exception cref="Cutting.Execution.ExecutionFailedException">The executor failed; the epochs done so far stand in the directory.</exception>
    /// <exception cref="TrainingDivergedException">Likewise, when numbers are no longer finite.</exception>
    /// <exception cref="OperationCanceledException">Likewise.</exception>
    public TrainingResult Train(string directory, IReadOnlyDictionary<string, string> origin, CancellationToken cancellation = default)
    {
        var place = new RunDirectory(directory);
        place.Begin();
        RunManifest manifest = RunDescription.Of(_network, _data, _settings, origin);
        Checkpoint.Write(place.Checkpoint(0), 0, _network, _optimizer);
        manifest.Write(place);
        return Run(place, manifest, cancellation);
    }

    /// <summary>Goes on after the last finished epoch, with the same bits as if the run had never stopped.</summary>
    /// <exception cref="DataFileException">There is no run in the directory, or it was trained on other data, another circuit or other settings
    /// (only the number of epochs and of threads may differ).</exception>
    /// <remarks>Otherwise throws as <see cref="Train"/> does.</remarks>
    public TrainingResult Resume(string directory, CancellationToken cancellation = default)
    {
        var place = new RunDirectory(directory);
        RunManifest earlier = RunManifest.Read(directory), now = RunDescription.Of(_network, _data, _settings, earlier.Origin);
        RunDescription.RequireSame(directory, earlier, now);
        Checkpoint.Read(place.Checkpoint(earlier.EpochsDone), _network, _optimizer);
        return Run(place, now with { History = earlier.History }, cancellation);
    }

    private TrainingResult Run(RunDirectory place, RunManifest manifest, CancellationToken cancellation)
    {
        set_num_threads(_settings.Threads);
        _observer.Observe(new TrainingStarted(manifest.EpochsDone + 1, _settings.Epochs,
            BatchOrder.Of(_settings.Seed, 1, _data.Train.Count, _settings.BatchSize).Count,
            _data.Train.Count, _data.Validation.Count, _data.Test.Count, manifest.Network.StateElements, manifest.History));
        for (int epoch = manifest.EpochsDone + 1; epoch <= _settings.Epochs; epoch++)
        {
            long start = _time.GetTimestamp();
            double trainLoss = TrainEpoch(epoch, cancellation);
            ClassificationMetrics validation = Evaluation.Of(_network, _data.Validation, cancellation);
            var summary = new EpochSummary(epoch, trainLoss, validation.Loss, validation.Accuracy, validation.Auc,
                _time.GetElapsedTime(start).TotalSeconds, Best: false);
            summary = summary with { Best = manifest.History.All(summary.Beats) };

            // The manifest comes last: until it names the epoch, a resume repeats it.
            Checkpoint.Write(place.Checkpoint(epoch), epoch, _network, _optimizer);
            if (summary.Best) Checkpoint.Write(place.Best, epoch, _network);
            manifest = manifest with { History = [.. manifest.History, summary] };
            manifest.Write(place);
            _observer.Observe(new EpochCompleted(summary));
        }

        Checkpoint.Read(place.Best, _network);
        var result = new TrainingResult([.. manifest.History], manifest.BestEpoch,
            Evaluation.Of(_network, _data.Validation, cancellation), Evaluation.Of(_network, _data.Test, cancellation));
        _observer.Observe(new TrainingCompleted(result));
        return result;
    }

    private double TrainEpoch(int epoch, CancellationToken cancellation)
    {
        _network.train();
        IReadOnlyList<int[]> batches = BatchOrder.Of(_settings.Seed, epoch, _data.Train.Count, _settings.BatchSize);
        long start = _time.GetTimestamp();
        double total = 0;
        int images = 0;
        for (int step = 1; step <= batches.Count; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            int[] batch = batches[step - 1];
            double loss = TrainStep(batch, cancellation);
            if (!double.IsFinite(loss)) throw new TrainingDivergedException($"The loss is {loss} at step {step} of epoch {epoch}; lower the learning rate.");
            total += loss * batch.Length;
            images += batch.Length;
            double seconds = _time.GetElapsedTime(start).TotalSeconds;
            _observer.Observe(new StepCompleted(epoch, step, batches.Count, loss, seconds > 0 ? images / seconds : 0));
        }

        return total / images;
    }

    private double TrainStep(int[] batch, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        NetworkPass pass = _network.Forward(ImageBatch.Of(_data.Train, batch), cancellation);
        Tensor loss = nn.functional.cross_entropy(pass.Logits, ImageBatch.Labels(_data.Train, batch));
        _optimizer.ClearGradients();
        pass.Backward(loss);
        _optimizer.Step();
        return loss.item<float>();
    }
}
