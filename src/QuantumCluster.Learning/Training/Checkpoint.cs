using System.Text.Json;
using QuantumCluster.Learning.DataFiles;
using QuantumCluster.Learning.Networks;
using QuantumCluster.Learning.Networks.Weights;
using static TorchSharp.torch;

namespace QuantumCluster.Learning.Training;

/// <summary>
/// All that a training needs to go on: how far it is, the network, its optimiser's state (<c>optimizer.square_avg.NAME</c>,
/// <c>optimizer.acc_delta.NAME</c>) and the best network so far (<c>best.NAME</c>), in one safetensors file sealed by its SHA-256.
/// A copy of the tensors: training may go on while it is written.
/// </summary>
internal sealed class Checkpoint
{
    private const string FormatKey = "format", Format = "quantumcluster 2", ProgressKey = "progress", OptimizerPrefix = "optimizer.", BestPrefix = "best.";

    private readonly Dictionary<string, FileArray> _arrays;

    private Checkpoint(TrainingProgress progress, Dictionary<string, FileArray> arrays, NetworkState? best) => (Progress, _arrays, Best) = (progress, arrays, best);

    public TrainingProgress Progress { get; }

    /// <summary>Null while no epoch is done.</summary>
    public NetworkState? Best { get; }

    public static Checkpoint Of(TrainingProgress progress, ImageClassifier network, Adadelta optimizer, NetworkState? best) =>
        new(progress, StateOf(network, optimizer).ToDictionary(s => s.Name, s => StateTensors.ToArray(s.Tensor)), best);

    public void Write(string path) => SafetensorsFile.Write(path,
        _arrays.Concat(Best?.Arrays.Select(a => KeyValuePair.Create(BestPrefix + a.Key, a.Value)) ?? []).ToDictionary(),
        new Dictionary<string, string> { [FormatKey] = Format, [ProgressKey] = Progress.ToJson() });

    /// <summary>Overwrites network and optimiser, or leaves both as they are when it throws.</summary>
    /// <exception cref="DataFileException">The file is missing or damaged, or belongs to another network.</exception>
    public static Checkpoint Restore(string path, ImageClassifier network, Adadelta optimizer)
    {
        SafetensorsFile file = SafetensorsFile.Read(path);
        if (!file.IsSealed) throw new DataFileException(path, "is damaged: it carries no SHA-256.");
        TrainingProgress progress = ProgressOf(file);
        StateTensors.CopyInto(StateOf(network, optimizer), file);
        var best = file.Arrays.Where(a => a.Key.StartsWith(BestPrefix, StringComparison.Ordinal)).ToDictionary(a => a.Key[BestPrefix.Length..], a => a.Value);
        return new(progress, file.Arrays.Where(a => !a.Key.StartsWith(BestPrefix, StringComparison.Ordinal)).ToDictionary(), best.Count > 0 ? new NetworkState(best) : null);
    }

    private static TrainingProgress ProgressOf(SafetensorsFile file)
    {
        if (file.Metadata.GetValueOrDefault(FormatKey) != Format || !file.Metadata.TryGetValue(ProgressKey, out string? text))
            throw new DataFileException(file.Path, $"is no checkpoint of this version (\"{Format}\").");
        try
        {
            return TrainingProgress.FromJson(text);
        }
        catch (JsonException e)
        {
            throw new DataFileException(file.Path, $"does not say how far it is: {e.Message}", e);
        }
    }

    private static IEnumerable<(string Name, Tensor Tensor)> StateOf(ImageClassifier network, Adadelta optimizer) =>
        NetworkState.Tensors(network).Concat(optimizer.State.Select(s => (OptimizerPrefix + s.Name, s.Tensor)));
}
