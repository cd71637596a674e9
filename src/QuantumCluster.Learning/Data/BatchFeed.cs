namespace QuantumCluster.Learning.Data;

/// <summary>
/// Batches in order, gathered by background workers a few ahead of whoever takes them. A batch's bits depend on its images and the epoch
/// alone: the number of workers changes only who waits.
/// </summary>
internal sealed class BatchFeed : IDisposable
{
    private readonly IPixelSource _images;
    private readonly int _epoch, _ahead;
    private readonly IEnumerator<int[]> _batches;
    private readonly Queue<Task<float[]>> _gathering = [];

    /// <param name="epoch">From 1, or <see cref="IImageSource.NoEpoch"/>.</param>
    /// <param name="batches">Indices of the images of each batch still to come.</param>
    /// <param name="ahead">Batches gathered or being gathered before they are taken, at least 1; at most as many threads work.</param>
    public BatchFeed(IPixelSource images, int epoch, IEnumerable<int[]> batches, int ahead = 2)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(ahead, 1);
        (_images, _epoch, _ahead, _batches) = (images, epoch, ahead, batches.GetEnumerator());
        Fill();
    }

    /// <summary>The next batch; waits for it where the workers are behind.</summary>
    /// <returns>[images, channels, size, size].</returns>
    /// <exception cref="DataFiles.DataFileException">A picture of it is missing or damaged.</exception>
    public float[] Take()
    {
        float[] pixels = _gathering.Dequeue().GetAwaiter().GetResult();
        Fill();
        return pixels;
    }

    /// <summary>Waits for workers that gather what nobody will take: the images may be disposed afterwards.</summary>
    public void Dispose()
    {
        Task.WhenAll(_gathering).ContinueWith(_ => { }, TaskScheduler.Default).GetAwaiter().GetResult();
        _batches.Dispose();
    }

    private void Fill()
    {
        while (_gathering.Count < _ahead && _batches.MoveNext())
        {
            int[] batch = _batches.Current;
            _gathering.Enqueue(Task.Run(() => ImageBatch.Pixels(_images, batch, _epoch)));
        }
    }
}
