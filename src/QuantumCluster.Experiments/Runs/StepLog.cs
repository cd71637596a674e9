using System.Text;
using System.Text.Json;
using QuantumCluster.Learning.Training;

namespace QuantumCluster.Experiments.Runs;

/// <summary>Writes <c>steps.jsonl</c>, one line per step, each flushed: what is there when a run is killed can be read.</summary>
internal sealed class StepLog : IDisposable
{
    private readonly StreamWriter _writer;

    private StepLog(string path, IReadOnlyList<Entry> kept) =>
        (_writer, Kept) = (new StreamWriter(path, append: true, new UTF8Encoding(false)) { AutoFlush = true }, kept);

    /// <summary>What a line says of its step; both count from 1.</summary>
    public readonly record struct Entry(int Epoch, int Step, double Loss);

    /// <summary>The steps that were there when the log was opened.</summary>
    public IReadOnlyList<Entry> Kept { get; }

    /// <summary>Keeps the steps of finished epochs (1 … <paramref name="finishedEpochs"/>), drops those of an epoch that was cut short, and goes on after them.</summary>
    public static StepLog Open(string path, int finishedEpochs)
    {
        (string Line, Entry Entry)[] kept = File.Exists(path)
            ? [.. from line in File.ReadLines(path) let entry = Read(line) where entry is { } e && e.Epoch <= finishedEpochs select (line, entry.Value)]
            : [];
        ReplacedFile.WriteText(path, string.Concat(kept.Select(k => k.Line + "\n")));
        return new StepLog(path, [.. kept.Select(k => k.Entry)]);
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

    private static Entry? Read(string line)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(line);
            JsonElement step = document.RootElement;
            return new Entry(step.GetProperty("epoch").GetInt32(), step.GetProperty("step").GetInt32(), step.GetProperty("loss").GetDouble());
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null; // half a line from a process that was killed: its epoch was not finished
        }
    }
}
