using TorchSharp.Modules;
using static TorchSharp.torch;

namespace QuantumCluster.Learning.Networks;

/// <summary>Convolution, batch normalisation, ReLU6: children <c>0</c> and <c>1</c> (the activation has no state), as torchvision names them.</summary>
internal sealed class ConvolutionBlock : nn.Module<Tensor, Tensor>
{
    public ConvolutionBlock(int input, int output, int size, int stride = 1, int groups = 1) : base(nameof(ConvolutionBlock))
    {
        Pair = new(new Convolution(input, output, size, stride, groups), nn.BatchNorm2d(output));
        register_module("0", Pair.Convolution);
        register_module("1", Pair.Norm);
    }

    public NormalisedConvolution Pair { get; }

    // In place, a graph would copy the input first, which its backward pass needs.
    public override Tensor forward(Tensor input) => nn.functional.relu6(Pair.Apply(input), inplace: !is_grad_enabled());
}

/// <summary>A bias-free convolution and the batch normalisation of its output.</summary>
internal sealed record NormalisedConvolution(Convolution Convolution, BatchNorm2d Norm)
{
    /// <summary>What calling both one after the other gives, but for how batches are counted: the layer's own count adds numbers that nobody holds (<see cref="HeldScalar"/>).</summary>
    public Tensor Apply(Tensor input)
    {
        if (Norm.training) Norm.num_batches_tracked!.add_(HeldScalar.One, HeldScalar.One);
        return nn.functional.batch_norm(Convolution.call(input), Norm.running_mean!, Norm.running_var!, Norm.weight, Norm.bias, Norm.training, Norm.momentum ?? 0, Norm.eps);
    }
}
