namespace QuantumCluster.Learning.Data;

/// <summary>Images at the size that the network takes, whatever is known of them. May be read from several threads at once.</summary>
public interface IPixelSource
{
    int Count { get; }

    /// <summary>1 or 3; one channel stands for three equal ones.</summary>
    int Channels { get; }

    /// <summary>Height and width in pixels.</summary>
    int Size { get; }

    /// <summary>Numbers per image.</summary>
    int Stride => Channels * Size * Size;

    /// <param name="epoch">From 1, or <see cref="IImageSource.NoEpoch"/>.</param>
    /// <param name="target">[channels, size, size], brightness from 0 (black) to 1.</param>
    /// <exception cref="DataFiles.DataFileException">The image's file is missing or damaged.</exception>
    void Copy(int index, int epoch, Span<float> target);
}
