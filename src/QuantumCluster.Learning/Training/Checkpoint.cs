using System.Globalization;
using QuantumCluster.Learning.DataFiles;
using QuantumCluster.Learning.Networks;
using QuantumCluster.Learning.Networks.Weights;
using static TorchSharp.torch;

namespace QuantumCluster.Learning.Training;

/// <summary>
/// A network's state in a safetensors file, alone or with the optimiser's (<c>optimizer.square_avg.NAME</c>, <c>optimizer.acc_delta.NAME</c>).
/// The network's names are those of its state, so <c>features.*</c> can be loaded by torchvision.
/// </summary>
internal static class Checkpoint
{
    private const string OptimizerPrefix = "optimizer.";

    public static void Write(string path, int epoch, HybridNetwork network, Adadelta optimizer) =>
        Write(path, epoch, StateOf(network).Concat(StateOf(optimizer)));

    public static void Write(string path, int epoch, HybridNetwork network) => Write(path, epoch, StateOf(network));

    /// <exception cref="DataFileException">The file is missing or damaged, or belongs to another network.</exception>
    public static void Read(string path, HybridNetwork network, Adadelta optimizer) =>
        StateTensors.CopyInto(StateOf(network).Concat(StateOf(optimizer)), SafetensorsFile.Read(path));

    /// <inheritdoc cref="Read(string, HybridNetwork, Adadelta)"/>
    public static void Read(string path, HybridNetwork network) => StateTensors.CopyInto(StateOf(network), SafetensorsFile.Read(path));

    private static void Write(string path, int epoch, IEnumerable<(string Name, Tensor Tensor)> state) => SafetensorsFile.Write(path,
        state.ToDictionary(s => s.Name, s => StateTensors.ToArray(s.Tensor)),
        new Dictionary<string, string> { ["format"] = "quantumcluster 1", ["epoch"] = epoch.ToString(CultureInfo.InvariantCulture) });

    private static IEnumerable<(string Name, Tensor Tensor)> StateOf(HybridNetwork network) => network.state_dict().Select(s => (s.Key, s.Value));

    private static IEnumerable<(string Name, Tensor Tensor)> StateOf(Adadelta optimizer) => optimizer.State.Select(s => (OptimizerPrefix + s.Name, s.Tensor));
}
