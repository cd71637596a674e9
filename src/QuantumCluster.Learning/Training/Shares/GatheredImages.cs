using QuantumCluster.Learning.Data;

namespace QuantumCluster.Learning.Training.Shares;

/// <summary>A batch's pixels, gathered ahead on another thread where it was foreseen that they will be wanted. For one thread.</summary>
internal sealed class GatheredImages(IImageSource images) : IDisposable
{
    private (int[] Batch, int Epoch, Task<float[]> Pixels)? _ahead;

    public void Begin(int[] batch, int epoch)
    {
        Dispose();
        _ahead = (batch, epoch, Task.Run(() => ImageBatch.Pixels(images, batch, epoch)));
    }

    /// <returns>[images, channels, size, size].</returns>
    /// <exception cref="DataFiles.DataFileException">A picture is missing or damaged.</exception>
    public float[] Take(int[] batch, int epoch) => _ahead is { } ahead && ahead.Epoch == epoch && ahead.Batch.AsSpan().SequenceEqual(batch)
        ? ahead.Pixels.GetAwaiter().GetResult()
        : ImageBatch.Pixels(images, batch, epoch);

    /// <summary>Waits for the thread that gathers what nobody will take: the images may be disposed afterwards.</summary>
    public void Dispose()
    {
        if (_ahead is { } ahead) Task.WhenAny(ahead.Pixels).Wait();
        _ahead = null;
    }
}
