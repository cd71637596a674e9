using System.Security.Cryptography;
using QuantumCluster.Circuits;
using static TorchSharp.torch;

namespace QuantumCluster.Learning.Networks;

/// <summary>What torch makes of a fixed network and fixed pictures here: machines on which it gives the same digest give trained networks of the same bits.</summary>
public static class TorchSelfTest
{
    /// <summary>A forward and a backward pass of <see cref="MobileNetV2"/> in training mode. Sets torch's number of threads.</summary>
    /// <param name="images">In the batch, at least 2: kernels are chosen by shapes, so it should be the run's own.</param>
    /// <param name="size">Their height and width in pixels.</param>
    /// <returns>SHA-256 of all outputs and gradients.</returns>
    public static string Digest(int images, int size, int threads)
    {
        set_num_threads(threads);
        using var scope = NewDisposeScope();
        using var network = new MobileNetV2(new Seed(1));
        KeyedRandom random = new Seed(2).Generator();
        var pixels = new float[images * 3 * size * size];
        for (int i = 0; i < pixels.Length; i++) pixels[i] = (float)random.NextGaussian();
        network.train();
        Tensor output = network.call(tensor(pixels, images, 3, size, size));
        output.mul(output).sum().backward();
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        digest.AppendData(TensorValues.Bytes(output));
        foreach (var (_, parameter) in network.named_parameters()) digest.AppendData(TensorValues.Bytes(parameter.grad!));
        return Convert.ToHexStringLower(digest.GetHashAndReset());
    }
}
