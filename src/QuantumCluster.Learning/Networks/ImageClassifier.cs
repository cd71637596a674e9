using QuantumCluster.Circuits;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Cutting.Gradients;
using QuantumCluster.Cutting.Plans;
using static TorchSharp.torch;

namespace QuantumCluster.Learning.Networks;

/// <summary>
/// A network that tells classes of images apart by the 1280 features of <see cref="MobileNetV2"/>: what a <see cref="Training.Trainer"/> trains.
/// State names: torchvision's <c>features.*</c>, then those of the layers behind.
/// </summary>
public abstract class ImageClassifier : nn.Module
{
    private readonly MobileNetV2 features; // registered by its name, like the derived networks' fields

    private protected ImageClassifier(string name, int classes, Seed seed) : base(name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        Classes = classes;
        features = new MobileNetV2(seed.For("features"));
    }

    public MobileNetV2 Features => features;

    public int Classes { get; }

    /// <summary>The circuit that the network runs, and how it is cut; null for a network without one.</summary>
    public abstract CutPlan? Plan { get; }

    /// <summary>Numbers in the state: parameters, running statistics and counters. Divided by 2^20 it is the paper's "Para (M)".</summary>
    public long StateElements => state_dict().Values.Sum(t => t.numel());

    /// <param name="images">[images, 3, size, size], float32, normalised as ImageNet is.</param>
    /// <inheritdoc cref="Classify"/>
    public NetworkPass Forward(Tensor images, LayerRun? run = null, CancellationToken cancellation = default) => Classify(features.call(images), run, cancellation);

    /// <summary>All that follows the backbone.</summary>
    /// <param name="features">[images, 1280], float32, as <see cref="Features"/> gives them; may carry a graph.</param>
    /// <param name="run">As in <see cref="QuantumLayer.Forward"/>; without meaning where there is no circuit.</param>
    /// <exception cref="ExecutionFailedException">The executor could not complete the run.</exception>
    /// <exception cref="Training.TrainingDivergedException">An angle or weight is not finite.</exception>
    public abstract NetworkPass Classify(Tensor features, LayerRun? run = null, CancellationToken cancellation = default);
}
