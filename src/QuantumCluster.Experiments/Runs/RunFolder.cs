using QuantumCluster.Learning.Training;

namespace QuantumCluster.Experiments.Runs;

/// <summary>The folder of one training run: where its files are.</summary>
public sealed record RunFolder(string Path)
{
    public string Steps => In("steps.jsonl");

    public string Epochs => In("epochs.jsonl");

    public string EpochTable => In("epochs.csv");

    public string Metrics => In("metrics.json");

    /// <summary>What the best model says of every test image.</summary>
    public string Predictions => In("predictions.csv");

    public string LossPlot => In("loss.png");

    public string ConfusionPlot => In("confusion.png");

    /// <summary>What happened to the jobs, for a replay; written only when asked for.</summary>
    public string Recording => In("recording");

    /// <summary>Written by Learning's trainer; where it is, the run can be resumed.</summary>
    public string Manifest => In("manifest.json");

    /// <summary>True when there is something in the folder already, or a file stands in its place. What a run leaves that was killed before its
    /// first step (a checkpoint or a recording, and no manifest yet) is nothing.</summary>
    public bool IsTaken => File.Exists(Path) || (Directory.Exists(Path) && Directory.EnumerateFiles(Path, "*", SearchOption.AllDirectories)
        .Any(file => System.IO.Path.GetDirectoryName(file) != Recording && !RunDirectory.IsOfStart(System.IO.Path.GetRelativePath(Path, file))));

    /// <summary>Removes what a process that was killed was writing.</summary>
    internal void Sweep()
    {
        foreach (string file in (string[])[Steps, Epochs, EpochTable, Metrics, Predictions, LossPlot, ConfusionPlot]) File.Delete(file + ReplacedFile.DraftSuffix);
    }

    private string In(string name) => System.IO.Path.Combine(Path, name);
}
