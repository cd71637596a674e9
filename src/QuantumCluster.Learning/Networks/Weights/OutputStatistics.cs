using static TorchSharp.torch;

namespace QuantumCluster.Learning.Networks.Weights;

/// <summary>Mean and variance per channel over everything that a layer put out, gathered batch by batch in float64.</summary>
internal sealed class OutputStatistics
{
    private Tensor? _sum, _squares;
    private long _count;

    /// <param name="output">[images, channels, height, width].</param>
    public void Add(Tensor output)
    {
        using var scope = NewDisposeScope();
        Tensor wide = output.to(ScalarType.Float64);
        Tensor sum = wide.sum([0, 2, 3]), squares = wide.mul(wide).sum([0, 2, 3]);
        _sum = Kept(_sum, sum);
        _squares = Kept(_squares, squares);
        _count += output.shape[0] * output.shape[2] * output.shape[3];
    }

    public Tensor Mean => HeldScalar.During(_count, count => _sum!.div(count));

    public Tensor Variance => HeldScalar.During(_count, count => HeldScalar.During(0, zero => _squares!.div(count).sub(Mean.mul(Mean)).clamp_min(zero)));

    private static Tensor Kept(Tensor? total, Tensor part) => total is null ? part.DetachFromDisposeScope() : total.add_(part, HeldScalar.One);
}
