using QuantumCluster.Learning.Data;
using QuantumCluster.Learning.DataFiles;
using static TorchSharp.torch;

namespace QuantumCluster.Learning.Networks.Weights;

/// <summary>A state with torchvision's names, <c>features.0.0.weight</c> … <c>features.18.1.running_var</c>. Anything else in the file is left alone.</summary>
public sealed class NamedWeights : BackboneWeights
{
    private const string Prefix = "features.", Counter = "num_batches_tracked";

    private readonly SafetensorsFile _file;

    private NamedWeights(SafetensorsFile file) : base(file.Path) => _file = file;

    /// <exception cref="DataFileException">The file is missing, damaged, or holds no <c>features.*</c>.</exception>
    public static new NamedWeights Read(string path)
    {
        SafetensorsFile file = SafetensorsFile.Read(path);
        return file.Arrays.Keys.Any(k => k.StartsWith(Prefix, StringComparison.Ordinal))
            ? new(file)
            : throw new DataFileException(path, $"holds no array whose name begins with '{Prefix}'; weights of MobileNetV2 with torchvision's names are expected.");
    }

    public override void ApplyTo(MobileNetV2 network, IImageSource calibration) => ApplyTo(network);

    /// <exception cref="DataFileException">An array is missing or has another shape than its layer. Batch counters may be missing.</exception>
    public void ApplyTo(MobileNetV2 network)
    {
        using var noGradient = no_grad();
        var state = network.state_dict().Where(s => !s.Key.EndsWith(Counter, StringComparison.Ordinal) || _file.Arrays.ContainsKey(Prefix + s.Key));
        StateTensors.CopyInto(state.Select(s => (Prefix + s.Key, s.Value)), _file);
    }
}
