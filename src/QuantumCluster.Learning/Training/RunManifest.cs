using System.Text.Json;
using System.Text.Json.Serialization;
using QuantumCluster.Circuits;
using QuantumCluster.Learning.Data;
using QuantumCluster.Learning.DataFiles;
using QuantumCluster.Learning.Networks;

namespace QuantumCluster.Learning.Training;

/// <summary>What <c>manifest.json</c> says of a run: enough to see what was done, and to refuse a resume that would do something else.</summary>
public sealed record RunManifest
{
    private const int CurrentFormat = 2;

    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        Converters = { new SeedAsNumber(), new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public int Format { get; init; } = CurrentFormat;

    public required TrainingSettings Settings { get; init; }

    /// <summary>The caller's own words, as given to <see cref="Trainer.Train"/>.</summary>
    public required IReadOnlyDictionary<string, string> Origin { get; init; }

    public required DataDescription Data { get; init; }

    public required NetworkDescription Network { get; init; }

    public required VersionDescription Versions { get; init; }

    /// <summary>Epochs finished, in order.</summary>
    public required IReadOnlyList<EpochSummary> History { get; init; }

    public int EpochsDone => History.Count;

    /// <summary>The epoch whose model beats all others (<see cref="EpochSummary.Beats"/>); 0 before the first epoch is done.</summary>
    public int BestEpoch => History.LastOrDefault(e => e.Best)?.Epoch ?? 0;

    /// <summary>Describes a run that is to begin.</summary>
    public static RunManifest Of(ImageClassifier network, DataSplits data, TrainingSettings settings, IReadOnlyDictionary<string, string> origin) =>
        RunDescription.Of(network, data, settings, origin);

    /// <summary>As it would stand in a file.</summary>
    public string ToText() => JsonSerializer.Serialize(this, Json);

    /// <exception cref="FormatException">It is no manifest of this version.</exception>
    public static RunManifest FromText(string text)
    {
        try
        {
            RunManifest manifest = JsonSerializer.Deserialize<RunManifest>(text, Json) ?? throw new FormatException("The run's manifest is empty.");
            return manifest.Format == CurrentFormat ? manifest : throw new FormatException($"The run's manifest has format {manifest.Format}, not {CurrentFormat}.");
        }
        catch (Exception e) when (e is JsonException or ArgumentException or NotSupportedException)
        {
            throw new FormatException($"The run's manifest cannot be read: {e.Message}", e);
        }
    }

    /// <exception cref="DataFileException">The directory holds no run, or its manifest is damaged.</exception>
    public static RunManifest Read(string directory)
    {
        string path = new RunDirectory(directory).Manifest;
        if (!File.Exists(path)) throw new DataFileException(directory, "holds no run (no manifest.json); give the directory of an earlier training run.");
        using FileStream stream = OpenedFile.ForReading(path);
        try
        {
            RunManifest manifest = JsonSerializer.Deserialize<RunManifest>(stream, Json) ?? throw new JsonException("it is empty.");
            if (manifest.Format < CurrentFormat)
                throw new DataFileException(directory, $"holds a run of an earlier version (format {manifest.Format}), whose checkpoints cannot be resumed by this one (format {CurrentFormat}); start a new run in another directory.");
            if (manifest.Format != CurrentFormat) throw new JsonException($"format {manifest.Format} is not {CurrentFormat}, the only one known here.");
            for (int i = 0; i < manifest.EpochsDone; i++)
                if (manifest.History[i].Epoch != i + 1) throw new JsonException($"entry {i + 1} of its history is epoch {manifest.History[i].Epoch}.");
            return manifest;
        }
        catch (Exception e) when (e is JsonException or ArgumentException or NotSupportedException)
        {
            throw new DataFileException(path, $"is not a whole run manifest: {e.Message}", e);
        }
    }

    internal void Write(RunDirectory directory) => OpenedFile.Replace(directory.Manifest, stream => JsonSerializer.Serialize(stream, this, Json));

    private sealed class SeedAsNumber : JsonConverter<Seed>
    {
        public override Seed Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetUInt64());

        public override void Write(Utf8JsonWriter writer, Seed value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Value);
    }
}

/// <param name="Digest">SHA-256 over the three parts' own digests.</param>
public sealed record DataDescription(string Name, IReadOnlyList<string> Classes, int ImageSize, int Train, int Validation, int Test, string Digest);

/// <param name="Circuit">SHA-256 of circuit, readout, cuts, variant set and classes of devices: all of the plan that can change a bit; or <see cref="NoCircuit"/>.</param>
/// <param name="StateElements">As in <see cref="TrainingStarted"/>.</param>
public sealed record NetworkDescription(string Circuit, long StateElements)
{
    /// <summary>Of a network without a circuit.</summary>
    public const string NoCircuit = "none";
}

/// <summary>What the run was last trained with. A resume with others works, but its bits may differ.</summary>
public sealed record VersionDescription(string QuantumCluster, string TorchSharp, string Runtime);
