using QuantumCluster.Cutting.Gradients;
using QuantumCluster.Learning.Data;
using QuantumCluster.Learning.DataFiles;
using QuantumCluster.Learning.Metrics;
using QuantumCluster.Learning.Networks;
using QuantumCluster.Learning.Training.Shares;
using static TorchSharp.torch;

namespace QuantumCluster.Learning.Training;

/// <summary>
/// Trains a network into a run directory: <c>manifest.json</c>, <c>best.safetensors</c> and <c>checkpoints/step-NNNNNNNN.safetensors</c>.
/// Runs on the calling thread until it is done; everything random is keyed by the settings' seed. Sets torch's number of threads and its generator for the process.
/// </summary>
public sealed class Trainer
{
    /// <summary>How long a step goes on after a cancellation, so that a checkpoint can follow it: a step whose cluster answers takes less.</summary>
    private static readonly TimeSpan StepPatience = TimeSpan.FromSeconds(5);

    private readonly ImageClassifier _network;
    private readonly DataSplits _data;
    private readonly TrainingSettings _settings;
    private readonly TimeProvider _time;
    private readonly ITrainingObserver _observer;
    private readonly Adadelta _optimizer;
    private readonly Freezing _freezing;
    private readonly SharedSteps? _shared;
    private long _steps;
    private TimeSpan _waited;

    /// <param name="network">With its initial weights; trained in place, and left as the best model.</param>
    /// <param name="shares">Has the shares of a step of several micro-batches computed; used, not owned; null to compute them here. The result is the same.</param>
    /// <exception cref="ArgumentException">The network has another number of classes than the data.</exception>
    public Trainer(ImageClassifier network, DataSplits data, TrainingSettings settings, TimeProvider time, ITrainingObserver observer, IShareExecutor? shares = null)
    {
        if (network.Classes != data.Train.ClassNames.Length)
            throw new ArgumentException($"The network tells {network.Classes} classes apart; the data set has {data.Train.ClassNames.Length}.", nameof(network));
        (_network, _data, _settings, _time, _observer) = (network, data, settings, time, observer);
        _optimizer = new Adadelta(network, settings.LearningRate);
        _freezing = new Freezing(network, data.Train, settings);
        if (settings.Accumulate > 1) _shared = new SharedSteps(network, data.Train, settings, _freezing, _optimizer, shares ?? new AccumulatingTrainer(), time);
    }

    /// <summary>Starts a new run.</summary>
    /// <param name="directory">Made when it does not exist; must not hold a run already.</param>
    /// <param name="origin">What the caller wants to find in the manifest again, such as its own options; kept word for word.</param>
    /// <exception cref="DataFileException">The directory holds a run already, or cannot be written.</exception>
    /// <exception cref="Cutting.Execution.ExecutionFailedException">The executor failed; <see cref="Resume"/> goes on from the last checkpoint.</exception>
    /// <exception cref="TrainingDivergedException">Likewise, when numbers are no longer finite.</exception>
    /// <exception cref="OperationCanceledException">Likewise; a checkpoint was written after the last step.</exception>
    public TrainingResult Train(string directory, IReadOnlyDictionary<string, string> origin, CancellationToken cancellation = default)
    {
        var place = new RunDirectory(directory);
        place.Begin();
        place.Sweep();
        RunManifest manifest = RunDescription.Of(_network, _data, _settings, origin);
        new CheckpointShelf(place).Put(Checkpoint.Of(TrainingProgress.Start, _network, _optimizer, best: null), 0, _settings.Checkpoints.Keep);
        manifest.Write(place);
        return Run(place, manifest, TrainingProgress.Start, best: null, cancellation);
    }

    /// <summary>Goes on from the last checkpoint that is whole, in the middle of an epoch or not, with the same bits as if the run had never stopped.</summary>
    /// <exception cref="DataFileException">There is no run in the directory, no checkpoint of it is whole, or it was trained on other data, another
    /// circuit or other settings (only the number of epochs and of threads and the checkpoints' may differ).</exception>
    /// <remarks>Otherwise throws as <see cref="Train"/> does.</remarks>
    public TrainingResult Resume(string directory, CancellationToken cancellation = default)
    {
        var place = new RunDirectory(directory);
        RunManifest earlier = RunManifest.Read(directory), now = RunDescription.Of(_network, _data, _settings, earlier.Origin);
        RunDescription.RequireSame(directory, earlier, now);
        place.Sweep();
        Checkpoint checkpoint = new CheckpointShelf(place).RestoreNewest(_network, _optimizer, _observer);

        // The manifest and the best network may be ahead of the checkpoint or behind it: the checkpoint rules.
        if (checkpoint.Best is { } best) best.Write(place.Best);
        else File.Delete(place.Best);
        RunManifest manifest = now with { History = checkpoint.Progress.History };
        manifest.Write(place);
        return Run(place, manifest, checkpoint.Progress, checkpoint.Best, cancellation);
    }

    private TrainingResult Run(RunDirectory place, RunManifest manifest, TrainingProgress progress, NetworkState? best, CancellationToken cancellation)
    {
        set_num_threads(_settings.Threads);
        int steps = new ShareSchedule(_settings, _data.Train.Count).StepsPerEpoch;
        _observer.Observe(new TrainingStarted(progress.Epoch, progress.StepsDone, _settings.Epochs, steps,
            _data.Train.Count, _data.Validation.Count, _data.Test.Count, manifest.Network.StateElements, progress.History));
        _steps = (long)steps * _settings.Epochs;
        using Freezing freezing = _freezing; // holds what frozen layers make of all training images
        using SharedSteps? shared = _shared;
        using var writes = new WriteBehind();
        using var hurry = new CancellationTokenSource();
        using CancellationTokenRegistration hurrying = cancellation.Register(() => hurry.CancelAfter(StepPatience));
        long saved = progress.StepsInAll(steps);
        while (progress.Epoch <= _settings.Epochs && !IsOutOfPatience(progress.History))
        {
            long start = _time.GetTimestamp();
            double before = progress.Seconds;
            _waited = TimeSpan.Zero;
            progress = TrainEpoch(progress, reached => Save(reached, () => { }), hurry.Token, cancellation);
            ClassificationMetrics validation = Validate();
            var summary = new EpochSummary(progress.Epoch, progress.LossSum / progress.Images, validation.Loss, validation.Accuracy, validation.Auc,
                before + _time.GetElapsedTime(start).TotalSeconds, Best: false);
            summary = summary with { Best = progress.History.All(summary.Beats) };

            progress = progress.WithEpoch(summary);
            if (summary.Best) best = NetworkState.Of(_network);
            manifest = manifest with { History = progress.History };
            (RunManifest written, NetworkState? better) = (manifest, summary.Best ? best : null);
            Save(progress, () =>
            {
                better?.Write(place.Best);
                written.Write(place);
            });
            _observer.Observe(new EpochCompleted(summary, _waited));
        }

        if (IsOutOfPatience(progress.History)) _observer.Observe(new StoppedEarly(progress.History.Count, _settings.Patience!.Value));
        writes.Flush();
        NetworkState.Restore(place.Best, _network);
        var result = new TrainingResult([.. manifest.History], manifest.BestEpoch,
            Evaluation.Of(_network, _data.Validation, _settings.Looking(TrainingSettings.LookAtBest, progress.StepsInAll(steps), 0), cancellation),
            Evaluation.Of(_network, _data.Test, _settings.Looking(TrainingSettings.LookAtTest, progress.StepsInAll(steps), 0), cancellation));
        _observer.Observe(new TrainingCompleted(result));
        return result;

        ClassificationMetrics Validate()
        {
            try
            {
                return Evaluation.Of(_network, _data.Validation, _settings.Looking("validation", progress.StepsInAll(steps), progress.Epoch), cancellation);
            }
            catch (OperationCanceledException) when (progress.StepsInAll(steps) > saved)
            {
                Save(progress, () => { });
                throw;
            }
        }

        void Save(TrainingProgress reached, Action then)
        {
            saved = reached.StepsInAll(steps);
            _observer.Observe(new CheckpointDue());
            var checkpoint = Checkpoint.Of(reached, _network, _optimizer, best);
            writes.Begin(() =>
            {
                new CheckpointShelf(place).Put(checkpoint, reached.StepsInAll(steps), _settings.Checkpoints.Keep);
                then();
            });
        }
    }

    private bool IsOutOfPatience(IReadOnlyList<EpochSummary> history) =>
        _settings.Patience is { } patience && history.LastOrDefault(e => e.Best) is { } best && history.Count - best.Epoch >= patience;

    /// <param name="save">Called between two steps whenever a checkpoint is due, except after the last: the epoch's own follows its validation.</param>
    /// <param name="hurry">Ends the step under way.</param>
    /// <param name="cancellation">Ends the epoch after it.</param>
    private TrainingProgress TrainEpoch(TrainingProgress progress, Action<TrainingProgress> save, CancellationToken hurry, CancellationToken cancellation)
    {
        int epoch = progress.Epoch;
        FrozenBackbone? frozen = _freezing.Begin(epoch);
        IReadOnlyList<int[]> batches = BatchOrder.Of(_settings.Seed, epoch, _data.Train.Count, _settings.BatchSize);
        int steps = _shared is null ? batches.Count : new ShareSchedule(_settings, _data.Train.Count).StepsPerEpoch;
        long start = _time.GetTimestamp();
        double before = progress.Seconds;
        using BatchFeed? feed = _shared is not null || frozen is { NeedsNoPixels: true } ? null : new BatchFeed(_data.Train, epoch, batches.Skip(progress.StepsDone));
        while (progress.StepsDone < steps)
        {
            cancellation.ThrowIfCancellationRequested();
            int step = progress.StepsDone + 1;
            long done = progress.StepsInAll(steps);
            using System.Diagnostics.Activity? traced = TrainingTraces.Step(epoch, done);
            (double loss, int images) = _shared is { } shared ? ShareStep(shared, done, hurry) : WholeStep(feed, batches[step - 1], epoch, step, frozen, done, hurry);
            if (!double.IsFinite(loss)) throw new TrainingDivergedException($"The loss is {loss} at step {step} of epoch {epoch}; lower the learning rate.");
            progress = progress.WithStep(loss, images, before + _time.GetElapsedTime(start).TotalSeconds);
            _observer.Observe(new StepCompleted(epoch, step, steps, loss, progress.Seconds > 0 ? progress.Images / progress.Seconds : 0));
            bool due = cancellation.IsCancellationRequested || progress.StepsInAll(steps) % _settings.Checkpoints.EverySteps == 0;
            if (step < steps && due) save(progress);
        }

        return progress;
    }

    private (double Loss, int Images) ShareStep(SharedSteps shared, long done, CancellationToken hurry)
    {
        TimeSpan waited = shared.WaitedForImages;
        (double Loss, int Images) step = shared.Do(done, _settings.Schedule.FactorAt(done, _steps), hurry);
        _waited += shared.WaitedForImages - waited;
        return step;
    }

    private (double Loss, int Images) WholeStep(BatchFeed? feed, int[] batch, int epoch, int step, FrozenBackbone? frozen, long done, CancellationToken hurry)
    {
        KeyTorch(epoch, step);
        return (TrainStep(feed is null ? null : Await(feed), batch, frozen, new LayerRun(_settings.Gradient, done, _settings.Seed.For("circuit").For((ulong)done)), hurry), batch.Length);
    }

    private float[] Await(BatchFeed feed)
    {
        using System.Diagnostics.Activity? traced = TrainingTraces.Phase("images");
        long start = _time.GetTimestamp();
        float[] pixels = feed.Take();
        _waited += _time.GetElapsedTime(start);
        return pixels;
    }

    // No layer draws today; one that does (dropout) draws from torch's own generator, which is therefore a function of the step too.
    private void KeyTorch(int epoch, int step) => manual_seed(unchecked((long)_settings.Seed.For("torch").For((ulong)epoch).For((ulong)step).Value)).Dispose();

    /// <param name="pixels">Null where the features of the batch are at hand.</param>
    private double TrainStep(float[]? pixels, int[] batch, FrozenBackbone? frozen, LayerRun run, CancellationToken cancellation)
    {
        return TrainingStep.Run(_optimizer, _settings.Schedule.FactorAt(run.Step, _steps), () => _network.Classify(Features(), run, cancellation), () => ImageBatch.Labels(_data.Train, batch));

        Tensor Features()
        {
            Tensor? images = pixels is null ? null : ImageBatch.Of(_data.Train, pixels, batch.Length);
            return images is null ? frozen!.FeaturesOf(batch, cancellation) : frozen is null ? _network.Features.call(images) : frozen.FeaturesOf(images);
        }
    }
}
