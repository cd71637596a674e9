using System.Text.Json;
using QuantumCluster.Cli.Door;

namespace QuantumCluster.Cli.Replay;

/// <summary>Which runs a training step asked for.</summary>
/// <param name="Ledger">The recording's file name.</param>
/// <param name="Step">Counted from 1 over all epochs.</param>
internal sealed record StepRuns(string Ledger, long Step, int Epoch, string Forward, string Backward)
{
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web);

    public static string FileIn(string folder) => Path.Combine(folder, "steps.jsonl");

    /// <summary>Every time that the step was done: again after a resume.</summary>
    /// <exception cref="BadInputException">The folder does not say what runs steps are.</exception>
    public static IReadOnlyList<StepRuns> Of(string folder, long step)
    {
        string file = FileIn(folder);
        if (!File.Exists(file)) throw new BadInputException($"{folder} does not say which runs a step asked for (no steps.jsonl: its trainer was another process); choose a run by --run, or leave --step out.");
        StepRuns[] all = [.. File.ReadLines(file).Select(Read).OfType<StepRuns>()];
        StepRuns[] found = [.. all.Where(s => s.Step == step)];
        return found.Length > 0 ? found : throw new BadInputException(all.Length == 0
            ? $"No step was recorded in {folder}."
            : $"--step is {step}; the recording has steps {all.Min(s => s.Step)} to {all.Max(s => s.Step)}.");
    }

    private static StepRuns? Read(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<StepRuns>(line, Json);
        }
        catch (JsonException)
        {
            return null; // half a line from a process that was killed
        }
    }
}
