using QuantumCluster.Circuits;

namespace QuantumCluster.Learning.Data;

/// <summary>Two classes of small gray pictures, made from a seed: no download, and no linear model on pixels can tell them apart.</summary>
public static class SyntheticSet
{
    public const int DefaultImageSize = 32;

    /// <param name="train">Pictures for training, an even number of at least 2; likewise the others. Half of each part is of each class.</param>
    /// <param name="imageSize">Height and width, at least 16.</param>
    public static DataSplits Generate(Seed seed, int train = 1200, int validation = 200, int test = 400, int imageSize = DefaultImageSize) => throw new NotImplementedException();
}
