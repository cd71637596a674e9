using QuantumCluster.Learning.DataFiles;
using QuantumCluster.Learning.Networks;
using QuantumCluster.Learning.Networks.Weights;
using static TorchSharp.torch;

namespace QuantumCluster.Learning.Training;

/// <summary>A copy of a network's state, by the names of its state, so that <c>features.*</c> can be loaded by torchvision.</summary>
internal sealed record NetworkState(IReadOnlyDictionary<string, FileArray> Arrays)
{
    public static NetworkState Of(ImageClassifier network) => new(Tensors(network).ToDictionary(s => s.Name, s => StateTensors.ToArray(s.Tensor)));

    public static IEnumerable<(string Name, Tensor Tensor)> Tensors(ImageClassifier network) => network.state_dict().Select(s => (s.Key, s.Value));

    public void Write(string path) => SafetensorsFile.Write(path, Arrays, new Dictionary<string, string> { ["format"] = "quantumcluster 2" });

    /// <exception cref="DataFileException">The file is missing or damaged, or belongs to another network.</exception>
    public static void Restore(string path, ImageClassifier network) => StateTensors.CopyInto(Tensors(network), SafetensorsFile.Read(path));
}
