using QuantumCluster.Circuits;
using QuantumCluster.Cutting.Gradients;
using QuantumCluster.Learning.Data;
using QuantumCluster.Learning.Networks;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace QuantumCluster.Learning.Training.Shares;

/// <summary>
/// Computes shares of a run's steps with a network of its own. The outcome depends on the network's state, the share's images and the
/// seed alone: normalisation takes the images' own statistics and leaves the running ones as they were, and what is random is keyed by
/// step and share. For one thread, which it makes torch's with the settings' number of threads.
/// </summary>
public sealed class ShareEvaluation : IDisposable
{
    private readonly ImageClassifier _network;
    private readonly IImageSource _images;
    private readonly TrainingSettings _settings;
    private readonly ShareSchedule _schedule;
    private readonly GatheredImages _gathered;
    private readonly Freezing _freezing;
    private readonly TimeProvider _time;
    private ShareKey? _before;

    /// <param name="network">Used, not owned.</param>
    /// <param name="images">The training images.</param>
    public ShareEvaluation(ImageClassifier network, IImageSource images, TrainingSettings settings, TimeProvider time)
    {
        (_network, _images, _settings, _time) = (network, images, settings, time);
        _schedule = new(settings, images.Count);
        _gathered = new(images);
        _freezing = new(network, images, settings);
    }

    /// <summary>How long shares have stood still for images that were not ready.</summary>
    public TimeSpan WaitedForImages { get; private set; }

    /// <exception cref="FormatException">It is the state of another network.</exception>
    public void Restore(StepState state) => NetworkNumbers.Write(state.Numbers.Span, NetworkNumbers.State(_network));

    /// <param name="step">The step that is next.</param>
    public StepState StateBefore(long step) => new(step, NetworkNumbers.Read(NetworkNumbers.State(_network)));

    /// <exception cref="ArgumentException">The step has no such share.</exception>
    /// <exception cref="Cutting.Execution.ExecutionFailedException">The executor could not complete a run.</exception>
    /// <exception cref="TrainingDivergedException">An angle or weight is not finite.</exception>
    /// <exception cref="DataFiles.DataFileException">A picture is missing or damaged.</exception>
    public ShareOutcome Evaluate(ShareKey key, CancellationToken cancellation = default)
    {
        int[] batch = _schedule.Images(key) ?? throw new ArgumentException($"There is no {key}.", nameof(key));
        int epoch = _schedule.EpochOf(key.Step);
        FrozenBackbone? frozen = _freezing.Begin(epoch);
        float[]? pixels = frozen is { NeedsNoPixels: true } ? null : Await(key, batch, epoch);
        if (get_num_threads() != _settings.Threads) set_num_threads(_settings.Threads);
        // A layer that draws would draw from the process's one generator: trainers on threads of one process would then have to take turns.
        manual_seed(unchecked((long)Keyed("torch", key).Value)).Dispose();
        using var scope = NewDisposeScope();
        IReadOnlyList<Parameter> trained = _freezing.Trained(epoch);
        foreach (Parameter parameter in trained) parameter.grad = null;
        using var statistics = new OwnStatistics(_freezing.Norms(epoch));
        Tensor? images = pixels is null ? null : ImageBatch.Of(_images, pixels, batch.Length);
        Tensor features = images is null ? frozen!.FeaturesOf(batch, cancellation) : frozen is null ? _network.Features.call(images) : frozen.FeaturesOf(images);
        NetworkPass pass = _network.Classify(features, new LayerRun(_settings.Gradient, key.Step, Keyed("circuit", key)), cancellation);
        Tensor loss = nn.functional.cross_entropy(pass.Logits, ImageBatch.Labels(_images, batch));
        pass.Backward(loss);
        return new(key, batch.Length, TensorValues.OfDoubles(loss)[0],
            NetworkNumbers.Read([.. trained.Select(p => p.grad ?? throw new InvalidOperationException("A parameter that is trained has no gradient."))]), statistics.Take());
    }

    public void Dispose()
    {
        _gathered.Dispose();
        _freezing.Dispose();
    }

    private float[] Await(ShareKey key, int[] batch, int epoch)
    {
        long start = _time.GetTimestamp();
        float[] pixels = _gathered.Take(batch, epoch);
        WaitedForImages += _time.GetElapsedTime(start);
        Foresee(key, epoch);
        return pixels;
    }

    /// <summary>Gathers the images of the share that is likely to come next: as far behind this one as this one is behind the one before.</summary>
    private void Foresee(ShareKey key, int epoch)
    {
        long places = _before is { } before ? _schedule.Places(before, key) : 1;
        _before = key;
        if (places > 0 && _schedule.After(key, places) is { } next) _gathered.Begin(_schedule.Images(next)!, epoch);
    }

    private Seed Keyed(string what, ShareKey key) => _settings.Seed.For(what).For((ulong)key.Step).For((ulong)key.Share);
}
