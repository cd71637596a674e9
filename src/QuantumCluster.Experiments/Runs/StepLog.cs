using System.Text;
using System.Text.Json;
using QuantumCluster.Learning.Training;

namespace QuantumCluster.Experiments.Runs;

/// <summary>Writes <c>steps.jsonl</c>, one line per step, each flushed: what is there when a run is killed can be read.</summary>
internal sealed class StepLog : IDisposable
{
    private readonly StreamWriter _writer;

    private StepLog(string path) => _writer = new StreamWriter(path, append: true, new UTF8Encoding(false)) { AutoFlush = true };

    /// <summary>Keeps the steps of finished epochs (1 … <paramref name="finishedEpochs"/>), drops those of an epoch that was cut short, and goes on after them.</summary>
    public static StepLog Open(string path, int finishedEpochs)
    {
        string[] kept = File.Exists(path) ? [.. File.ReadLines(path).Where(line => EpochOf(line) is { } epoch && epoch <= finishedEpochs)] : [];
        ReplacedFile.WriteText(path, string.Concat(kept.Select(line => line + "\n")));
        return new StepLog(path);
    }

    public void Add(StepCompleted step)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("epoch", step.Epoch);
            json.WriteNumber("step", step.Step);
            json.WriteDigits("loss", step.Loss);
            json.WriteNumber("imagesPerSecond", Math.Round(step.ImagesPerSecond, 1));
            json.WriteEndObject();
        }

        _writer.Write(Encoding.UTF8.GetString(buffer.ToArray()) + "\n");
    }

    public void Dispose() => _writer.Dispose();

    private static int? EpochOf(string line)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(line);
            return document.RootElement.GetProperty("epoch").GetInt32();
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null; // half a line from a process that was killed: its epoch was not finished
        }
    }
}
