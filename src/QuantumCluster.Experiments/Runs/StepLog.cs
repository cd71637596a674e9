using System.Text;
using System.Text.Json;
using QuantumCluster.Learning.DataFiles;
using QuantumCluster.Learning.Training;


namespace QuantumCluster.Experiments.Runs;

/// <summary>Writes <c>steps.jsonl</c>, one line per step, each flushed: what is there when a run is killed can be read.</summary>
internal sealed class StepLog : IDisposable
{
    private readonly FileStream _file;
    private readonly StreamWriter _writer;

    private StepLog(string path, IReadOnlyList<Entry> kept)
    {
        _file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read);
        _writer = new StreamWriter(_file, new UTF8Encoding(false)) { AutoFlush = true };
        Kept = kept;
    }

    /// <summary>What a line says of its step; both count from 1.</summary>
    public readonly record struct Entry(int Epoch, int Step, double Loss);

    /// <summary>The steps that were there when the log was opened.</summary>
    public IReadOnlyList<Entry> Kept { get; }

    /// <summary>Keeps the steps before a place in the training, drops those that will be done again, and goes on after them.</summary>
    /// <exception cref="DataFileException">Steps before that place are missing.</exception>
    public static StepLog Open(string path, TrainingStarted place)
    {
        (string Line, Entry Entry)[] kept = File.Exists(path)
            ? [.. from line in File.ReadLines(path) let entry = Read(line) where entry is { } e && (e.Epoch, e.Step).CompareTo((place.FirstEpoch, place.StepsDone)) <= 0 select (line, entry.Value)]
            : [];
        int before = (place.FirstEpoch - 1) * place.StepsPerEpoch + place.StepsDone;
        if (!kept.Select(k => (k.Entry.Epoch, k.Entry.Step)).SequenceEqual(Enumerable.Range(0, before).Select(i => (i / place.StepsPerEpoch + 1, i % place.StepsPerEpoch + 1))))
            throw new DataFileException(path, $"does not hold the {before} steps before the checkpoint one after another; put it back as it was, or start a new run in another directory.");
        ReplacedFile.WriteText(path, string.Concat(kept.Select(k => k.Line + "\n")));
        return new StepLog(path, [.. kept.Select(k => k.Entry)]);
    }

    /// <summary>Brings all steps so far to disk.</summary>
    public void Flush() => _file.Flush(flushToDisk: true);

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
            return null; // half a line from a process that was killed
        }
    }
}
