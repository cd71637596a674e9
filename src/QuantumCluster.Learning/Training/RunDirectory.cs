using System.Globalization;
using QuantumCluster.Learning.DataFiles;

namespace QuantumCluster.Learning.Training;

/// <summary>Where a run keeps what. Checkpoint 0 is the network before its first step.</summary>
public sealed record RunDirectory(string Path)
{
    public string Manifest => System.IO.Path.Combine(Path, "manifest.json");

    /// <summary>The network of the best epoch so far (<see cref="EpochSummary.Beats"/>).</summary>
    public string Best => System.IO.Path.Combine(Path, "best.safetensors");

    public string Checkpoint(int epoch) => System.IO.Path.Combine(Path, "checkpoints", $"epoch-{epoch.ToString("000", CultureInfo.InvariantCulture)}.safetensors");

    /// <exception cref="DataFileException">There is a run already, or the directory cannot be made.</exception>
    internal void Begin()
    {
        if (File.Exists(Manifest)) throw new DataFileException(Path, "holds a run already; resume it, or give another directory.");
        try
        {
            Directory.CreateDirectory(System.IO.Path.Combine(Path, "checkpoints"));
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new DataFileException(Path, $"cannot be made a run directory: {e.Message}", e);
        }
    }
}
