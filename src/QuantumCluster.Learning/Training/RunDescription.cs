using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using QuantumCluster.Cutting.Encoding;
using QuantumCluster.Cutting.Plans;
using QuantumCluster.Learning.Data;
using QuantumCluster.Learning.DataFiles;
using QuantumCluster.Learning.Networks;

namespace QuantumCluster.Learning.Training;

/// <summary>A run described for its manifest, and held against the manifest of the run that it wants to continue.</summary>
internal static class RunDescription
{
    public static RunManifest Of(ImageClassifier network, DataSplits data, TrainingSettings settings, IReadOnlyDictionary<string, string> origin) => new()
    {
        Settings = settings,
        Origin = origin,
        Data = new(data.Name, data.Train.ClassNames, data.Train.Size, data.Train.Count, data.Validation.Count, data.Test.Count, DigestOf(data)),
        Network = Of(network),
        Versions = new(VersionOf(typeof(RunDescription)), VersionOf(typeof(TorchSharp.torch)), RuntimeInformation.FrameworkDescription),
        History = [],
    };

    public static NetworkDescription Of(ImageClassifier network) => new(network.Plan is { } plan ? DigestOf(plan.Request) : NetworkDescription.NoCircuit, network.StateElements);

    /// <exception cref="DataFileException">Names the first difference that would change the trajectory.</exception>
    public static void RequireSame(string directory, RunManifest earlier, RunManifest now)
    {
        TrainingSettings was = earlier.Settings, wanted = now.Settings;
        Require(was.Seed == wanted.Seed, $"was trained with seed {was.Seed}, not {wanted.Seed}");
        Require(was.BatchSize == wanted.BatchSize, $"was trained with batches of {was.BatchSize} images, not {wanted.BatchSize}");
        Require(was.Accumulate == wanted.Accumulate, $"was trained with {was.Accumulate} micro-batches per step, not {wanted.Accumulate}");
        Require(was.LearningRate.Equals(wanted.LearningRate), FormattableString.Invariant($"was trained at the learning rate {was.LearningRate}, not {wanted.LearningRate}"));
        Require(was.Schedule == wanted.Schedule, $"was trained with the {was.Schedule.ToString().ToLowerInvariant()} schedule, not the {wanted.Schedule.ToString().ToLowerInvariant()} one");
        Require(was.Schedule == RateSchedule.Constant || was.Epochs == wanted.Epochs, $"was trained with a rate that falls over {was.Epochs} epochs, not {wanted.Epochs}");
        Require(was.FrozenEpochs == wanted.FrozenEpochs, $"was trained with {was.FrozenEpochs} frozen epochs, not {wanted.FrozenEpochs}");
        Require(was.FrozenLayers == wanted.FrozenLayers, $"was trained with {was.FrozenLayers} frozen layers, not {wanted.FrozenLayers}");
        Require(was.Patience == wanted.Patience, $"was trained with a patience of {PatienceOf(was)}, not of {PatienceOf(wanted)}");
        Require(was.Gradient == wanted.Gradient, $"was trained with gradients by {was.Gradient}, not {wanted.Gradient}");
        Require(earlier.Data.Digest == now.Data.Digest, $"was trained on other images (data set '{earlier.Data.Name}', size {earlier.Data.ImageSize}, {earlier.Data.Train} for training)");
        Require(earlier.Network == now.Network, "was trained with another circuit, readout, cut, variant set or class of devices");
        Require(earlier.EpochsDone <= wanted.Epochs, $"has {earlier.EpochsDone} epochs done already, more than the {wanted.Epochs} asked for");

        void Require(bool holds, string difference)
        {
            if (!holds) throw new DataFileException(directory, $"{difference}; resume it as it was begun, or start a new run in another directory.");
        }
    }

    private static string PatienceOf(TrainingSettings settings) => settings.Patience is { } epochs ? $"{epochs} epochs" : "as many epochs as there are";

    public static string DigestOf(DataSplits data) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(
        data.Train.Digest() + data.Validation.Digest() + data.Test.Digest())));

    // Granularity only changes how many messages there are.
    private static string DigestOf(PlanRequest request) => Convert.ToHexStringLower(SHA256.HashData(
        PlanEncoding.Write(request with { Granularity = Granularity.Exact })));

    private static string VersionOf(Type type) => type.Assembly.GetName().Version?.ToString(3) ?? "unknown";
}
