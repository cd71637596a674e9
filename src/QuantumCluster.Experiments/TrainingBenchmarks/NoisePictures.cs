using QuantumCluster.Circuits;
using QuantumCluster.Learning.Data;

namespace QuantumCluster.Experiments.TrainingBenchmarks;

/// <summary>Pictures in colour with nothing on them, in two classes: as much work as real ones.</summary>
internal static class NoisePictures
{
    private const int Channels = 3;

    public static ImageSet Of(int count, int imageSize)
    {
        KeyedRandom random = new Seed(81).For((ulong)imageSize).Generator();
        var pixels = new float[count * Channels * imageSize * imageSize];
        for (int i = 0; i < pixels.Length; i++) pixels[i] = (float)random.NextDouble();
        return new ImageSet(pixels, [.. Enumerable.Range(0, count).Select(i => i % 2)], ["even", "odd"], Channels, imageSize);
    }
}
