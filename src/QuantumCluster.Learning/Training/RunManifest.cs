namespace QuantumCluster.Learning.Training;

/// <summary>What <c>manifest.json</c> says of a run: enough to see what was done, and to refuse a resume that would do something else.</summary>
public sealed record RunManifest
{
    public const string FileName = "manifest.json";

    public required TrainingSettings Settings { get; init; }

    /// <summary>The caller's own words, as given to <see cref="Trainer.Train"/>.</summary>
    public required IReadOnlyDictionary<string, string> Origin { get; init; }

    /// <summary>Epochs finished, in order.</summary>
    public required IReadOnlyList<EpochSummary> History { get; init; }

    /// <exception cref="DataFiles.DataFileException">The directory holds no run, or its manifest is damaged.</exception>
    public static RunManifest Read(string directory) => throw new NotImplementedException();
}
