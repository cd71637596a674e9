using TorchSharp.Modules;
using static TorchSharp.torch;

namespace QuantumCluster.Learning.Networks;

/// <summary>
/// A square convolution without bias, padded by (size − 1) / 2 on all sides. Its weight is [out, in / groups, size, size], laid out with
/// channels innermost in memory: with inputs laid out the same, oneDNN is about 1.4 times as fast on a CPU.
/// </summary>
internal sealed class Convolution : nn.Module<Tensor, Tensor>
{
    private readonly Parameter weight;
    private readonly int _stride, _padding, _groups;

    public Convolution(int input, int output, int size, int stride = 1, int groups = 1) : base(nameof(Convolution))
    {
        (_stride, _padding, _groups) = (stride, (size - 1) / 2, groups);
        using var scope = NewDisposeScope();
        weight = new Parameter(ChannelsInnermost(zeros(output, input / groups, size, size)).MoveToOuterDisposeScope());
        RegisterComponents();
    }

    public Tensor Weight => weight;

    /// <summary>When set, sees every output before batch normalisation: how statistics are measured.</summary>
    public Action<Tensor>? Watch { get; set; }

    public override Tensor forward(Tensor input)
    {
        Tensor output = nn.functional.conv2d(input, weight, strides: [_stride, _stride], padding: [_padding, _padding], groups: _groups);
        Watch?.Invoke(output);
        return output;
    }

    /// <summary>The same numbers and shape [n, c, h, w], stored as [n, h, w, c].</summary>
    public static Tensor ChannelsInnermost(Tensor images) => images.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2);
}
