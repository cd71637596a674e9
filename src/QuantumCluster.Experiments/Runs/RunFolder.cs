namespace QuantumCluster.Experiments.Runs;

/// <summary>The folder of one training run: where its files are.</summary>
public sealed record RunFolder(string Path)
{
    public string Steps => In("steps.jsonl");

    public string Epochs => In("epochs.jsonl");

    public string EpochTable => In("epochs.csv");

    public string Metrics => In("metrics.json");

    public string LossPlot => In("loss.png");

    public string ConfusionPlot => In("confusion.png");

    /// <summary>Written by Learning's trainer; where it is, the run can be resumed.</summary>
    public string Manifest => In("manifest.json");

    /// <summary>True when there is something in the folder already, or a file stands in its place.</summary>
    public bool IsTaken => File.Exists(Path) || (Directory.Exists(Path) && Directory.EnumerateFileSystemEntries(Path).Any());

    private string In(string name) => System.IO.Path.Combine(Path, name);
}
