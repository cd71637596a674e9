using QuantumCluster.Learning.Data;
using QuantumCluster.Learning.Networks;
using static TorchSharp.torch;

namespace QuantumCluster.Learning.Training;

/// <summary>
/// What the first layers of the backbone make of training images while they are not trained. Where the images do not vary it is computed once, in
/// batches of their own order, so that it is the same wherever a training is taken up again.
/// </summary>
/// <param name="layers">How many, 1 to <see cref="MobileNetV2.Layers"/>; in evaluation mode.</param>
internal sealed class FrozenBackbone(MobileNetV2 backbone, IImageSource images, int layers) : IDisposable
{
    private const int BatchSize = 64;

    private Tensor? _all; // [images, height, width, channels], or [images, 1280] behind the last layer

    public int Layers => layers;

    /// <summary>Whether a step needs no pixels, because <see cref="FeaturesOf(int[], CancellationToken)"/> has what they come to.</summary>
    public bool NeedsNoPixels => !images.Varies;

    /// <summary>The whole backbone's features of some images, with a graph of the layers that are trained.</summary>
    /// <returns>[images, 1280].</returns>
    public Tensor FeaturesOf(int[] batch, CancellationToken cancellation)
    {
        _all ??= TakeAll(cancellation);
        Tensor chosen = _all.index_select(0, tensor([.. batch.Select(i => (long)i)]));
        return IsWhole ? chosen : backbone.Above(chosen.permute(0, 3, 1, 2), layers);
    }

    /// <inheritdoc cref="FeaturesOf(int[], CancellationToken)"/>
    /// <param name="pixels">[images, 3, size, size], normalised.</param>
    public Tensor FeaturesOf(Tensor pixels)
    {
        Tensor maps;
        using (no_grad()) maps = backbone.Below(pixels, layers);
        return backbone.Above(maps, layers);
    }

    public void Dispose() => _all?.Dispose();

    private bool IsWhole => layers == MobileNetV2.Layers;

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
            Tensor maps = backbone.Below(ImageBatch.Of(images, feed.Take(), batch.Length), layers);
            parts.Add((IsWhole ? backbone.Above(maps, layers) : maps.permute(0, 2, 3, 1).contiguous()).MoveToOuterDisposeScope());
        }

        return cat(parts, 0).DetachFromDisposeScope();
    }
}
