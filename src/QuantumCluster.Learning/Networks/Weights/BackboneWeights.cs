using QuantumCluster.Learning.Data;
using QuantumCluster.Learning.DataFiles;

namespace QuantumCluster.Learning.Networks.Weights;

/// <summary>Weights for <see cref="MobileNetV2"/> from a file: <see cref="FoldedWeights"/> or <see cref="NamedWeights"/>.</summary>
public abstract class BackboneWeights
{
    private protected BackboneWeights(string path) => Path = path;

    public string Path { get; }

    /// <summary>Reads a <c>.npz</c> as folded weights, a <c>.safetensors</c> as a state with torchvision's names.</summary>
    /// <exception cref="DataFileException">The file is missing, damaged, of another kind, or holds no MobileNetV2.</exception>
    public static BackboneWeights Read(string path) => System.IO.Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".npz" => FoldedWeights.Read(path),
        ".safetensors" => NamedWeights.Read(path),
        _ => throw new DataFileException(path, "is neither .npz (folded weights) nor .safetensors (a state with torchvision's names); convert the weights to one of them."),
    };

    /// <summary>Puts the weights into the network, ready for training.</summary>
    /// <param name="calibration">Training images: where batch normalisation was folded into the weights, its statistics are measured on up to 256 of them.</param>
    /// <exception cref="DataFileException">The weights do not fit the network.</exception>
    public abstract void ApplyTo(MobileNetV2 network, IImageSource calibration);
}
