using QuantumCluster.Circuits;
using QuantumCluster.Learning.Data;
using QuantumCluster.Learning.DataFiles;
using QuantumCluster.Learning.Networks;
using QuantumCluster.Learning.Networks.Weights;
using QuantumCluster.Learning.Tests.DataFiles;
using Xunit.Abstractions;
using static TorchSharp.torch;

namespace QuantumCluster.Learning.Tests.Networks.Weights;

public class FoldedWeightsTests(ITestOutputHelper output)
{
    [FactIfDataPresent(SharedData.FoldedWeights, SharedData.ReferenceVectors)]
    public void Photographs_give_the_vectors_that_PyTorch_gave()
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var network = new MobileNetV2(new Seed(1));
        FoldedWeights.Read(SharedData.PathOf(SharedData.FoldedWeights)).ApplyFrozen(network);
        network.eval();
        using NpzFile vectors = NpzFile.Open(SharedData.PathOf(SharedData.ReferenceVectors));
        string[] photographs = [.. vectors.Keys.Where(k => k.EndsWith("_rgb224_u8", StringComparison.Ordinal)).Select(k => k[..^"_rgb224_u8".Length])];
        Assert.Equal(5, photographs.Length);
        foreach (string name in photographs)
        {
            float[] expected = vectors.Read($"{name}_onnx7_pooled").As<float>().ToArray();
            float[] actual = [.. TensorValues.OfDoubles(network.call(Normalised(vectors.Read($"{name}_rgb224_u8")))).Select(v => (float)v)];
            double difference = Math.Sqrt(expected.Zip(actual).Sum(p => Math.Pow(p.First - p.Second, 2)) / expected.Sum(e => (double)e * e));
            output.WriteLine($"{name}: relative difference {difference:E2}");
            Assert.True(difference < 1e-3, $"{name}: relative difference {difference}");
        }
    }

    [FactIfDataPresent(SharedData.FoldedWeights)]
    public void Unfolded_for_training_it_is_the_same_function()
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using MobileNetV2 frozen = new(new Seed(1)), unfolded = new(new Seed(2));
        IImageSource images = SyntheticSet.Generate(new Seed(3), train: 32, validation: 2, test: 2).Train;
        FoldedWeights weights = FoldedWeights.Read(SharedData.PathOf(SharedData.FoldedWeights));
        weights.ApplyFrozen(frozen);
        weights.ApplyTo(unfolded, images);
        Assert.True(unfolded.training);
        frozen.eval();
        Tensor batch = ImageBatch.Of(images, [.. Enumerable.Range(0, 32)]), expected = frozen.call(batch);
        unfolded.eval();
        double difference = (unfolded.call(batch) - expected).abs().max().item<float>();
        unfolded.train();
        double inTraining = (unfolded.call(batch) - expected).abs().max().item<float>();
        output.WriteLine($"largest difference {difference:E2} in evaluation, {inTraining:E2} with the same pictures as one training batch; largest output {expected.max().item<float>():F2}");
        Assert.True(difference < 1e-3, $"{difference}");
        Assert.True(inTraining < 1e-2, $"{inTraining}");
    }

    [Fact]
    public void Missing_arrays_wrong_types_and_wrong_shapes_are_refused_by_name()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("w.npz");
        NpzBuilder.Write(path, ("00_weight", NpzBuilder.Npy("<f4", "1", new byte[4])));
        Assert.Contains("'00_bias'", Assert.Throws<DataFileException>(() => BackboneWeights.Read(path)).Message);
        File.Delete(path);
        NpzBuilder.Write(path, ("00_weight", NpzBuilder.Npy("<f8", "1", new byte[8])));
        Assert.Contains("Float32 is expected", Assert.Throws<DataFileException>(() => BackboneWeights.Read(path)).Message);
        File.Delete(path);
        NpzBuilder.Write(path, [.. Enumerable.Range(0, 52).SelectMany(i => new[] { "weight", "bias" }.Select(p => ($"{i:00}_{p}", NpzBuilder.Npy("<f4", "1", new byte[4]))))]);
        using var network = new MobileNetV2(new Seed(1));
        string message = Assert.Throws<DataFileException>(() => FoldedWeights.Read(path).ApplyFrozen(network)).Message;
        Assert.Contains("w.npz", message);
        Assert.Contains("[32, 3, 3, 3]", message);
    }

    // [224, 224, 3] bytes -> [1, 3, 224, 224], normalised: written here once more, apart from ImageBatch.
    private static Tensor Normalised(FileArray rgb)
    {
        Assert.True(rgb.HasShape(224, 224, 3));
        float[] mean = [0.485f, 0.456f, 0.406f], deviation = [0.229f, 0.224f, 0.225f];
        var values = new float[rgb.Count];
        ReadOnlySpan<byte> bytes = rgb.As<byte>();
        for (int i = 0; i < values.Length; i++) values[i % 3 * 224 * 224 + i / 3] = (bytes[i] / 255f - mean[i % 3]) / deviation[i % 3];
        return tensor(values, 1, 3, 224, 224);
    }
}
