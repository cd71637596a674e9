using System.Globalization;
using QuantumCluster.Learning.Data;
using QuantumCluster.Learning.DataFiles;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace QuantumCluster.Learning.Networks.Weights;

/// <summary>
/// Convolutions with batch normalisation folded in, so that only weights and biases are left: arrays <c>00_weight</c>, <c>00_bias</c> …
/// <c>51_bias</c> in network order, float32.
/// </summary>
public sealed class FoldedWeights : BackboneWeights
{
    private const int Convolutions = 52;
    private const int CalibrationImages = 256, CalibrationBatch = 16;

    private readonly (FileArray Weight, FileArray Bias)[] _pairs;

    private FoldedWeights(string path, (FileArray, FileArray)[] pairs) : base(path) => _pairs = pairs;

    /// <exception cref="DataFileException">The file is missing, damaged, or lacks an array.</exception>
    public static new FoldedWeights Read(string path)
    {
        using NpzFile file = NpzFile.Open(path);
        return new(path, [.. Enumerable.Range(0, Convolutions).Select(i => (Numbers($"{i:00}_weight"), Numbers($"{i:00}_bias")))]);

        FileArray Numbers(string key)
        {
            FileArray array = file.Read(key);
            return array.Type == ElementType.Float32 ? array : throw new DataFileException(path, $"holds '{key}' as {array}; Float32 is expected.");
        }
    }

    /// <summary>
    /// The folded network exactly, for evaluation: scale 1, shift = bias, running mean 0 and variance 1 − ε, so that normalisation only adds the bias.
    /// </summary>
    /// <exception cref="DataFileException">An array has another shape than its layer.</exception>
    public void ApplyFrozen(MobileNetV2 network)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        for (int i = 0; i < _pairs.Length; i++)
        {
            var (convolution, norm) = network.Pairs[i];
            string index = i.ToString("00", CultureInfo.InvariantCulture);
            Copy(_pairs[i].Weight, convolution.Weight, $"{index}_weight");
            Copy(_pairs[i].Bias, norm.bias!, $"{index}_bias");
            norm.weight!.fill_(HeldScalar.One);
            norm.running_mean!.zero_();
            HeldScalar.During(1 - norm.eps, variance => { norm.running_var!.fill_(variance); });
        }
    }

    /// <summary>
    /// The folded network with normalisation unfolded, so that it can be trained: every convolution's output is measured on training images
    /// (with all layers before it as folded), its mean and variance become the running statistics, scale = √(variance + ε) and
    /// shift = bias + mean. In evaluation this is the same function; in training mode the batch's own statistics are close to it.
    /// </summary>
    public override void ApplyTo(MobileNetV2 network, IImageSource calibration)
    {
        ApplyFrozen(network);
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        OutputStatistics[] statistics = Measure(network, calibration);
        for (int i = 0; i < statistics.Length; i++)
        {
            BatchNorm2d norm = network.Pairs[i].Norm;
            var (mean, variance) = (statistics[i].Mean, statistics[i].Variance);
            norm.running_mean!.copy_(mean);
            norm.running_var!.copy_(variance);
            norm.weight!.copy_(HeldScalar.During(norm.eps, epsilon => variance.add(epsilon, HeldScalar.One)).sqrt());
            norm.bias!.add_(mean.to(ScalarType.Float32), HeldScalar.One);
        }
    }

    private static OutputStatistics[] Measure(MobileNetV2 network, IImageSource images)
    {
        OutputStatistics[] statistics = [.. network.Pairs.Select(_ => new OutputStatistics())];
        bool training = network.training;
        int threads = get_num_threads();
        network.eval();
        set_num_threads(1); // sums in the order of one thread: the same statistics whatever the machine's number of cores
        for (int i = 0; i < statistics.Length; i++) network.Pairs[i].Convolution.Watch = statistics[i].Add;
        try
        {
            // Spread over the whole set: files are often sorted by class.
            int count = Math.Min(CalibrationImages, images.Count);
            int[] chosen = [.. Enumerable.Range(0, count).Select(i => (int)((long)i * images.Count / count))];
            foreach (int[] batch in chosen.Chunk(CalibrationBatch))
            {
                using var scope = NewDisposeScope();
                network.call(ImageBatch.Of(images, batch));
            }
        }
        finally
        {
            foreach (NormalisedConvolution pair in network.Pairs) pair.Convolution.Watch = null;
            network.train(training);
            set_num_threads(threads);
        }

        return statistics;
    }

    private void Copy(FileArray array, Tensor target, string key)
    {
        if (!array.Shape.Select(n => (long)n).SequenceEqual(target.shape))
            throw new DataFileException(Path, $"holds '{key}' as {array}; MobileNetV2 has [{string.Join(", ", target.shape)}] there.");
        StateTensors.CopyInto(target, array);
    }
}
