using static TorchSharp.torch;

namespace QuantumCluster.Learning.Data;

/// <summary>Images as the network takes them: three channels, less ImageNet's mean and over its deviation, per channel.</summary>
internal static class ImageBatch
{
    private static readonly float[] Mean = [0.485f, 0.456f, 0.406f], Deviation = [0.229f, 0.224f, 0.225f];

    /// <returns>[indices, 3, size, size], float32, in the order of <paramref name="indices"/>.</returns>
    public static Tensor Of(ImageSet set, ReadOnlySpan<int> indices)
    {
        using var scope = NewDisposeScope();
        var pixels = new float[indices.Length * set.Stride];
        for (int i = 0; i < indices.Length; i++) set.Image(indices[i]).CopyTo(pixels.AsSpan(i * set.Stride));
        Tensor images = tensor(pixels, indices.Length, set.Channels, set.Size, set.Size);
        return images.sub(tensor(Mean, 1, 3, 1, 1)).div_(tensor(Deviation, 1, 3, 1, 1)).MoveToOuterDisposeScope();
    }

    /// <returns>[indices], int64.</returns>
    public static Tensor Labels(ImageSet set, ReadOnlySpan<int> indices)
    {
        var labels = new long[indices.Length];
        for (int i = 0; i < labels.Length; i++) labels[i] = set.Labels[indices[i]];
        return tensor(labels);
    }
}
