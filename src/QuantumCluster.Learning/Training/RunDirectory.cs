using System.Globalization;
using QuantumCluster.Learning.DataFiles;

namespace QuantumCluster.Learning.Training;

/// <summary>Where a run keeps what.</summary>
public sealed record RunDirectory(string Path)
{
    private const string CheckpointPattern = "step-*.safetensors";

    public string Manifest => System.IO.Path.Combine(Path, "manifest.json");

    /// <summary>The network of the best epoch so far (<see cref="EpochSummary.Beats"/>).</summary>
    public string Best => System.IO.Path.Combine(Path, "best.safetensors");

    public string Checkpoints => System.IO.Path.Combine(Path, "checkpoints");

    /// <param name="step">Steps done since the start of the run; 0 is the network before its first.</param>
    public string Checkpoint(long step) => System.IO.Path.Combine(Checkpoints, $"step-{step.ToString("00000000", CultureInfo.InvariantCulture)}.safetensors");

    /// <summary>True for a file, by its path in the directory, that is there before a run's manifest is.</summary>
    public static bool IsOfStart(string file)
    {
        var place = new RunDirectory("");
        return file == place.Checkpoint(0) || file == place.Checkpoint(0) + OpenedFile.PartialSuffix || file == place.Manifest + OpenedFile.PartialSuffix;
    }

    /// <summary>Removes what a process that was killed was writing.</summary>
    internal void Sweep()
    {
        string[] writing = Directory.Exists(Checkpoints) ? Directory.GetFiles(Checkpoints, CheckpointPattern + OpenedFile.PartialSuffix) : [];
        foreach (string partial in writing.Append(Manifest + OpenedFile.PartialSuffix).Append(Best + OpenedFile.PartialSuffix)) File.Delete(partial);
    }

    /// <summary>All checkpoints, the newest first.</summary>
    internal string[] CheckpointsNewestFirst() =>
        Directory.Exists(Checkpoints) ? [.. Directory.GetFiles(Checkpoints, CheckpointPattern).OrderDescending(StringComparer.Ordinal)] : [];

    /// <exception cref="DataFileException">There is a run already, or the directory cannot be made.</exception>
    internal void Begin()
    {
        if (File.Exists(Manifest)) throw new DataFileException(Path, "holds a run already; resume it, or give another directory.");
        try
        {
            Directory.CreateDirectory(Checkpoints);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new DataFileException(Path, $"cannot be made a run directory: {e.Message}", e);
        }
    }
}
