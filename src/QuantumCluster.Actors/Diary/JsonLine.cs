using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Akka.Event;

namespace QuantumCluster.Actors.Diary;

/// <summary>A line of the log as one JSON object: <c>time</c>, <c>level</c>, <c>event</c>, <c>message</c>, and what is known of <c>node</c>, <c>role</c>, <c>term</c>, <c>step</c>, <c>run</c>, <c>job</c>, <c>worker</c>, <c>reason</c>.</summary>
internal static class JsonLine
{
    private static readonly JsonWriterOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="node">HOST:PORT of the node that writes; null before it listens.</param>
    public static string Of(LogEvent line, string? node, string role)
    {
        NodeEvent? happened = EventLog.Reported(line);
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, OneLine))
        {
            json.WriteStartObject();
            json.WriteString("time", line.Timestamp.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture));
            json.WriteString("level", LogLevels.Name(line.LogLevel()));
            json.WriteString("event", happened?.Name ?? "log");
            json.WriteString("message", (line.Message.ToString() ?? "").TrimEnd());
            if (node is not null) json.WriteString("node", node);
            json.WriteString("role", role);
            if (happened is not null) WriteFacts(json, happened);
            else json.WriteString("source", line.LogSource);
            if (line.Cause is { } cause) json.WriteString("cause", $"{cause.GetBaseException().GetType().Name}: {cause.GetBaseException().Message}");
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static void WriteFacts(Utf8JsonWriter json, NodeEvent happened)
    {
        if (happened.Term is { } term) json.WriteNumber("term", term);
        if (happened.Step is { } step) json.WriteNumber("step", step);
        if (happened.Run is { } run) json.WriteString("run", run.ToString());
        if (happened.Job is { } job) json.WriteString("job", job.ToString());
        if (happened.Worker is { } worker) json.WriteString("worker", worker);
        if (happened.Reason is { } reason) json.WriteString("reason", reason);
    }
}
