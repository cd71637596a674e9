namespace QuantumCluster.Learning.Data;

/// <summary>
/// Every image several times in a row: as it is, mirrored, and, of eight views, in all quarter turns of both. For tasks in which a picture means the same
/// whichever way it is held; what a network says of the views is then averaged (test-time augmentation).
/// </summary>
public sealed class Symmetries : IPixelSource
{
    private readonly IPixelSource _images;

    /// <param name="views">Views of each image: 1, 2 (the other mirrored left to right) or 8 (the symmetries of the square).</param>
    /// <exception cref="ArgumentOutOfRangeException">Another number of views.</exception>
    public Symmetries(IPixelSource images, int views)
    {
        (_images, Views) = (images, Checked(views));
    }

    /// <summary>How many views there can be.</summary>
    public static IReadOnlyList<int> Counts { get; } = [1, 2, 8];

    /// <returns>The number itself.</returns>
    /// <exception cref="ArgumentOutOfRangeException">It is none of <see cref="Counts"/>.</exception>
    public static int Checked(int views) => Counts.Contains(views) ? views : throw new ArgumentOutOfRangeException(nameof(views), views, $"An image can be looked at in {string.Join(", ", Counts)} views.");

    /// <summary>Views of each image.</summary>
    public int Views { get; }

    public int Count => _images.Count * Views;

    public int Channels => _images.Channels;

    public int Size => _images.Size;

    /// <param name="index">Image · views + view. View 0 is the image as it is, odd ones are mirrored, and view 2t + m is view m after t quarter turns against the clock.</param>
    /// <inheritdoc cref="IPixelSource.Copy"/>
    public void Copy(int index, int epoch, Span<float> target)
    {
        (int image, int view) = Math.DivRem(index, Views);
        CopyView(_images, image, view, epoch, target);
    }

    /// <summary>One view of an image.</summary>
    /// <param name="view">0 to 7, as in <see cref="Copy"/>.</param>
    /// <inheritdoc cref="IPixelSource.Copy"/>
    public static void CopyView(IPixelSource images, int index, int view, int epoch, Span<float> target)
    {
        if (view == 0)
        {
            images.Copy(index, epoch, target);
            return;
        }

        var pixels = new float[target.Length];
        images.Copy(index, epoch, pixels);
        int area = images.Size * images.Size;
        for (int channel = 0; channel < images.Channels; channel++)
            Turn(pixels.AsSpan(channel * area, area), target.Slice(channel * area, area), images.Size, mirrored: view % 2 == 1, turns: view / 2);
    }

    /// <summary>The mean over its views of what was said of each image.</summary>
    /// <param name="ofViews">[images · views, classes], row-major.</param>
    /// <returns>[images, classes].</returns>
    public double[] Mean(ReadOnlySpan<double> ofViews, int classes)
    {
        if (Views == 1) return ofViews.ToArray();
        var mean = new double[ofViews.Length / Views];
        for (int i = 0; i < ofViews.Length; i++) mean[i / (Views * classes) * classes + i % classes] += ofViews[i];
        for (int i = 0; i < mean.Length; i++) mean[i] /= Views;
        return mean;
    }

    private static void Turn(ReadOnlySpan<float> from, Span<float> to, int size, bool mirrored, int turns)
    {
        for (int row = 0; row < size; row++)
            for (int column = 0; column < size; column++)
            {
                (int r, int c) = turns switch // what comes to stand here when the picture is turned
                {
                    0 => (row, column),
                    1 => (column, size - 1 - row),
                    2 => (size - 1 - row, size - 1 - column),
                    _ => (size - 1 - column, row),
                };
                to[row * size + column] = from[r * size + (mirrored ? size - 1 - c : c)];
            }
    }
}
