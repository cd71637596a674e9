using static TorchSharp.torch;

namespace QuantumCluster.Learning.Networks;

/// <summary>
/// MobileNetV2's block (Sandler et al., 2018, section 3.3): expand, convolve each channel by itself, project without activation;
/// added to its input where shapes allow. Its state sits under <c>conv</c>, as torchvision names it.
/// </summary>
internal sealed class InvertedResidual : nn.Module<Tensor, Tensor>
{
    private readonly Layers conv;
    private readonly bool _adds;

    public InvertedResidual(int input, int output, int stride, int expansion) : base(nameof(InvertedResidual))
    {
        conv = new Layers(input, output, stride, expansion);
        _adds = stride == 1 && input == output;
        RegisterComponents();
    }

    /// <summary>In the order in which they are applied.</summary>
    public IEnumerable<NormalisedConvolution> Pairs => [.. conv.Blocks.Select(b => b.Pair), conv.Projection];

    public override Tensor forward(Tensor input)
    {
        Tensor output = conv.call(input);
        return _adds ? output.add_(input, HeldScalar.One) : output;
    }

    private sealed class Layers : nn.Module<Tensor, Tensor>
    {
        public Layers(int input, int output, int stride, int expansion) : base(nameof(Layers))
        {
            int hidden = input * expansion;
            if (expansion != 1) Blocks.Add(new ConvolutionBlock(input, hidden, size: 1));
            Blocks.Add(new ConvolutionBlock(hidden, hidden, size: 3, stride, groups: hidden));
            Projection = new(new Convolution(hidden, output, size: 1), nn.BatchNorm2d(output));

            int index = 0;
            foreach (ConvolutionBlock block in Blocks) register_module($"{index++}", block);
            register_module($"{index++}", Projection.Convolution);
            register_module($"{index}", Projection.Norm);
        }

        public List<ConvolutionBlock> Blocks { get; } = [];

        public NormalisedConvolution Projection { get; }

        public override Tensor forward(Tensor input)
        {
            foreach (ConvolutionBlock block in Blocks) input = block.call(input);
            return Projection.Apply(input);
        }
    }
}
