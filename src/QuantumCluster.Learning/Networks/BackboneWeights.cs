using QuantumCluster.Learning.Data;

namespace QuantumCluster.Learning.Networks;

/// <summary>Weights for <see cref="MobileNetV2"/> from a file: a folded <c>.npz</c> or a <c>.safetensors</c> with torchvision's names.</summary>
public abstract class BackboneWeights
{
    private protected BackboneWeights() { }

    /// <exception cref="DataFiles.DataFileException">The file is missing, damaged, or holds no MobileNetV2.</exception>
    public static BackboneWeights Read(string path) => throw new NotImplementedException();

    /// <summary>Puts the weights into the network, ready for training.</summary>
    /// <param name="calibration">Training images: where batch normalisation was folded into the weights, its statistics are measured on the first 256 of them.</param>
    public abstract void ApplyTo(MobileNetV2 network, ImageSet calibration);
}
