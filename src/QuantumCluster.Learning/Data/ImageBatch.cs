using static TorchSharp.torch;

namespace QuantumCluster.Learning.Data;

/// <summary>Images as the network takes them: three channels, less ImageNet's mean and over its deviation, per channel.</summary>
internal static class ImageBatch
{
    private static readonly float[] Mean = [0.485f, 0.456f, 0.406f], Deviation = [0.229f, 0.224f, 0.225f];

    /// <returns>[indices, 3, size, size], float32, in the order of <paramref name="indices"/>.</returns>
    public static Tensor Of(IPixelSource set, ReadOnlySpan<int> indices) => Of(set, Pixels(set, indices, IImageSource.NoEpoch), indices.Length);

    /// <summary>The images' pixels, gathered: what a background worker can do ahead of the step.</summary>
    /// <returns>[indices, channels, size, size].</returns>
    public static float[] Pixels(IPixelSource set, ReadOnlySpan<int> indices, int epoch)
    {
        var pixels = new float[indices.Length * set.Stride];
        for (int i = 0; i < indices.Length; i++) set.Copy(indices[i], epoch, pixels.AsSpan(i * set.Stride, set.Stride));
        return pixels;
    }

    /// <param name="pixels">[count, channels, size, size], from <see cref="Pixels"/>.</param>
    public static Tensor Of(IPixelSource set, float[] pixels, int count)
    {
        using var scope = NewDisposeScope();
        Tensor images = tensor(pixels, count, set.Channels, set.Size, set.Size);
        return images.sub(tensor(Mean, 1, 3, 1, 1)).div_(tensor(Deviation, 1, 3, 1, 1)).MoveToOuterDisposeScope();
    }

    /// <returns>[indices], int64.</returns>
    public static Tensor Labels(IImageSource set, ReadOnlySpan<int> indices)
    {
        var labels = new long[indices.Length];
        for (int i = 0; i < labels.Length; i++) labels[i] = set.Labels[indices[i]];
        return tensor(labels);
    }
}
