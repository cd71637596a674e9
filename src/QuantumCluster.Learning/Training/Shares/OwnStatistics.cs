using TorchSharp.Modules;
using static TorchSharp.torch;

namespace QuantumCluster.Learning.Training.Shares;

/// <summary>
/// While it lives, layers that normalise keep the statistics of the images at hand where they otherwise keep running ones: with momentum 1
/// the new running value is the batch's own. Disposing gives the layers back what they had.
/// </summary>
internal sealed class OwnStatistics : IDisposable
{
    private readonly IReadOnlyList<NormBase> _norms;
    private readonly byte[] _before;
    private readonly double?[] _momenta;

    public OwnStatistics(IReadOnlyList<NormBase> norms)
    {
        using var scope = NewDisposeScope();
        _norms = norms;
        _before = NetworkNumbers.Read([.. norms.SelectMany(Buffers)]);
        _momenta = [.. norms.Select(n => n.momentum)];
        foreach (NormBase norm in norms)
        {
            norm.running_mean!.zero_();
            norm.running_var!.zero_();
            norm.momentum = 1;
        }
    }

    /// <summary>Mean and variance (over one less than there are numbers) of each layer.</summary>
    public byte[] Take() => NetworkNumbers.Read([.. _norms.SelectMany(Statistics)]);

    public void Dispose()
    {
        NetworkNumbers.Write(_before, [.. _norms.SelectMany(Buffers)]);
        for (int i = 0; i < _norms.Count; i++) _norms[i].momentum = _momenta[i];
    }

    /// <summary>Where a layer keeps its statistics.</summary>
    public static IEnumerable<Tensor> Statistics(NormBase norm) => [norm.running_mean!, norm.running_var!];

    private static IEnumerable<Tensor> Buffers(NormBase norm) => [.. Statistics(norm), norm.num_batches_tracked!];
}
