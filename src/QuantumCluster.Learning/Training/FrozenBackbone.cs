using QuantumCluster.Learning.Data;
using QuantumCluster.Learning.Networks;
using static TorchSharp.torch;

namespace QuantumCluster.Learning.Training;

/// <summary>
/// The features of training images while the backbone is not trained. Where the images do not vary they are taken once, in batches of their
/// own order, so that they are the same wherever a training is taken up again.
/// </summary>
internal sealed class FrozenBackbone(ImageClassifier network, IImageSource images) : IDisposable
{
    private const int BatchSize = 64;

    private Tensor? _all; // [images, 1280]

    /// <summary>Whether <see cref="Of(int[], CancellationToken)"/> has what a step needs, so that nobody has to gather its pixels.</summary>
    public bool NeedsNoPixels => !images.Varies;

    /// <summary>The features of some images, without a graph.</summary>
    /// <returns>[images, 1280].</returns>
    public Tensor Of(int[] batch, CancellationToken cancellation)
    {
        _all ??= TakeAll(cancellation);
        using var scope = NewDisposeScope();
        return _all.index_select(0, tensor([.. batch.Select(i => (long)i)])).MoveToOuterDisposeScope();
    }

    /// <inheritdoc cref="Of(int[], CancellationToken)"/>
    /// <param name="pixels">[images, 3, size, size], normalised.</param>
    public Tensor Of(Tensor pixels)
    {
        using var noGradient = no_grad();
        return network.Features.call(pixels);
    }

    public void Dispose() => _all?.Dispose();

    private Tensor TakeAll(CancellationToken cancellation)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var parts = new List<Tensor>();
        int[][] batches = [.. Enumerable.Range(0, images.Count).Chunk(BatchSize)];
        using var feed = new BatchFeed(images, IImageSource.NoEpoch, batches);
        foreach (int[] batch in batches)
        {
            cancellation.ThrowIfCancellationRequested();
            using var step = NewDisposeScope();
            parts.Add(network.Features.call(ImageBatch.Of(images, feed.Take(), batch.Length)).MoveToOuterDisposeScope());
        }

        return cat(parts, 0).DetachFromDisposeScope();
    }
}
