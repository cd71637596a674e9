using static TorchSharp.torch;

namespace QuantumCluster.Learning.Networks;

/// <summary>
/// The feature extractor of MobileNetV2 at width 1 (Sandler et al., 2018, table 2), without its classifier. State names are
/// torchvision's, relative to <c>features.</c>: <c>0.0.weight</c> … <c>18.1.num_batches_tracked</c>, 312 entries.
/// </summary>
public sealed class MobileNetV2 : nn.Module<Tensor, Tensor>
{
    /// <summary>Numbers per image that come out.</summary>
    public const int FeatureCount = 1280;

    /// <summary>Layers as torchvision counts them, <c>features.0</c> to <c>features.18</c>.</summary>
    public const int Layers = 19;

    // Table 2: expansion t, channels c, repeats n, stride s of the first.
    private static readonly (int Expansion, int Channels, int Repeats, int Stride)[] Stages =
        [(1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1)];

    private readonly List<nn.Module<Tensor, Tensor>> _layers = [];

    /// <param name="seed">Keys the initial convolution weights, each by its own name.</param>
    public MobileNetV2(Circuits.Seed seed) : base(nameof(MobileNetV2))
    {
        var stem = new ConvolutionBlock(3, 32, size: 3, stride: 2);
        var pairs = new List<NormalisedConvolution> { stem.Pair };
        _layers.Add(stem);
        int channels = 32;
        foreach (var stage in Stages)
            for (int i = 0; i < stage.Repeats; i++)
            {
                var block = new InvertedResidual(channels, stage.Channels, i == 0 ? stage.Stride : 1, stage.Expansion);
                pairs.AddRange(block.Pairs);
                _layers.Add(block);
                channels = stage.Channels;
            }

        var last = new ConvolutionBlock(channels, FeatureCount, size: 1);
        pairs.Add(last.Pair);
        _layers.Add(last);
        Pairs = pairs;
        for (int i = 0; i < _layers.Count; i++) register_module($"{i}", _layers[i]);
        InitialState.Convolutions(this, seed);
    }

    /// <summary>All 52 convolutions with their normalisations, in network order.</summary>
    internal IReadOnlyList<NormalisedConvolution> Pairs { get; }

    /// <param name="input">[images, 3, height, width], float32, normalised as ImageNet is.</param>
    /// <returns>[images, 1280]: the mean of each last feature map.</returns>
    public override Tensor forward(Tensor input) => Above(Below(input, 0), 0);

    /// <summary>The first layers alone.</summary>
    /// <param name="layers">How many, 0 to <see cref="Layers"/>.</param>
    /// <returns>What <see cref="Above"/> takes with the same number: maps, [images, channels, height, width], channels innermost in memory.</returns>
    public Tensor Below(Tensor input, int layers)
    {
        Tensor x = Convolution.ChannelsInnermost(input);
        for (int i = 0; i < layers; i++) x = _layers[i].call(x);
        return x;
    }

    /// <summary>All but the first layers, and the mean over each map.</summary>
    /// <returns>[images, 1280].</returns>
    public Tensor Above(Tensor maps, int layers)
    {
        for (int i = layers; i < _layers.Count; i++) maps = _layers[i].call(maps);
        return maps.mean([2, 3]); // (B, 1280, h, w) -> (B, 1280)
    }

    /// <summary>Training mode for all but the first layers, which run as in evaluation.</summary>
    public void TrainAbove(int layers)
    {
        train();
        for (int i = 0; i < layers; i++) _layers[i].eval();
    }
}
