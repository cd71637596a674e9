using QuantumCluster.Learning.Data;
using QuantumCluster.Learning.Networks;
using TorchSharp.Modules;

namespace QuantumCluster.Learning.Training;

/// <summary>Which first layers of the backbone are not trained in which epoch, and with it what of the network is.</summary>
internal sealed class Freezing(ImageClassifier network, IImageSource images, TrainingSettings settings) : IDisposable
{
    private FrozenBackbone? _frozen;

    /// <summary>Puts the network into training mode, but for what is frozen in that epoch.</summary>
    /// <returns>What the frozen layers make of the images; null when none is.</returns>
    public FrozenBackbone? Begin(int epoch)
    {
        int layers = LayersAt(epoch);
        network.train();
        network.Features.TrainAbove(layers);
        if (layers != (_frozen?.Layers ?? 0))
        {
            _frozen?.Dispose();
            _frozen = layers == 0 ? null : new FrozenBackbone(network.Features, images, layers);
        }

        return _frozen;
    }

    /// <summary>The parameters of which the epoch's steps have gradients.</summary>
    public IReadOnlyList<Parameter> Trained(int epoch) => [.. network.named_parameters().Where(p => !IsFrozen(p.name, epoch)).Select(p => p.parameter)];

    /// <summary>The layers that, in that epoch, normalise by the images at hand and keep statistics of them.</summary>
    public IReadOnlyList<NormBase> Norms(int epoch) =>
        [.. network.named_modules().Where(m => !IsFrozen(m.name + ".", epoch)).Select(m => m.module).OfType<NormBase>()];

    public void Dispose() => _frozen?.Dispose();

    private int LayersAt(int epoch) => epoch <= settings.FrozenEpochs ? MobileNetV2.Layers : settings.FrozenLayers;

    private bool IsFrozen(string name, int epoch) => Enumerable.Range(0, LayersAt(epoch)).Any(layer => name.StartsWith(FormattableString.Invariant($"features.{layer}."), StringComparison.Ordinal));
}
