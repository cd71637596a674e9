using System.Collections.Immutable;

namespace QuantumCluster.Learning.Data;

/// <summary>
/// Labelled images at the size that the network takes, in an order of their own. What stands at an index may change from epoch to epoch
/// (augmentation), its label never; the same index and epoch always give the same bits. May be read from several threads at once.
/// </summary>
public interface IImageSource : IPixelSource
{
    /// <summary>The epoch of whoever looks without training.</summary>
    const int NoEpoch = 0;

    /// <summary>One class index per image.</summary>
    ImmutableArray<int> Labels { get; }

    ImmutableArray<string> ClassNames { get; }

    int IPixelSource.Count => Labels.Length;

    /// <summary>Whether what stands at an index changes from epoch to epoch.</summary>
    bool Varies { get; }

    /// <summary>Which image stands at an index for whoever looks without training.</summary>
    ImageIdentity IdentityOf(int index);

    /// <summary>SHA-256: two sources with the same digest train the same.</summary>
    string Digest();

    /// <summary>These images for whoever judges a model by them: each once and, where a training would vary it anew every epoch, as it is.</summary>
    IImageSource ForJudging() => this;

    /// <summary>[channels, size, size] of one image.</summary>
    ReadOnlySpan<float> Image(int index, int epoch = NoEpoch)
    {
        var pixels = new float[Stride];
        Copy(index, epoch, pixels);
        return pixels;
    }
}
