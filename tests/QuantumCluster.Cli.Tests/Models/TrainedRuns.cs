using System.Text.Json;
using QuantumCluster.Cli.Tests.Programs;
using QuantumCluster.Cli.Tests.Train;

namespace QuantumCluster.Cli.Tests.Models;

/// <summary>Tiny models, each trained once for all tests of a class, when the first asks for it.</summary>
public sealed class TrainedRuns : IDisposable
{
    private readonly Scratch _scratch = new();
    private readonly Dictionary<string, string> _runs = [];

    /// <summary>The folder of a run with these options.</summary>
    public string With(params string[] options)
    {
        string key = string.Join(' ', options);
        if (!_runs.TryGetValue(key, out string? run)) _runs[key] = run = TinyRun.Train(_scratch, $"run{_runs.Count}", options);
        return run;
    }

    public string Hybrid => With();

    public string Twin => With("--model", "twin");

    public void Dispose() => _scratch.Dispose();

    internal static JsonElement Json(Finished finished) => JsonDocument.Parse(finished.Succeeded().Output).RootElement;

    internal static JsonElement Metrics(string folder) => JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "metrics.json"))).RootElement;
}
