using System.Collections.Immutable;

namespace QuantumCluster.Learning.Data;

/// <summary>
/// Labelled images at the size that the network takes, in an order of their own. What stands at an index may change from epoch to epoch
/// (augmentation), its label never; the same index and epoch always give the same bits. May be read from several threads at once.
/// </summary>
public interface IImageSource
{
    /// <summary>The epoch of whoever looks without training.</summary>
    const int NoEpoch = 0;

    /// <summary>One class index per image.</summary>
    ImmutableArray<int> Labels { get; }

    ImmutableArray<string> ClassNames { get; }

    /// <summary>1 or 3; one channel stands for three equal ones.</summary>
    int Channels { get; }

    /// <summary>Height and width in pixels.</summary>
    int Size { get; }

    /// <summary>Whether what stands at an index changes from epoch to epoch.</summary>
    bool Varies { get; }

    int Count => Labels.Length;

    /// <summary>Numbers per image.</summary>
    int Stride => Channels * Size * Size;

    /// <param name="epoch">From 1, or <see cref="NoEpoch"/>.</param>
    /// <param name="target">[channels, size, size], brightness from 0 (black) to 1.</param>
    /// <exception cref="DataFiles.DataFileException">The image's file is missing or damaged.</exception>
    void Copy(int index, int epoch, Span<float> target);

    /// <summary>SHA-256: two sources with the same digest train the same.</summary>
    string Digest();

    /// <summary>[channels, size, size] of one image.</summary>
    ReadOnlySpan<float> Image(int index, int epoch = NoEpoch)
    {
        var pixels = new float[Stride];
        Copy(index, epoch, pixels);
        return pixels;
    }
}
