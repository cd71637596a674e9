using System.Text.Encodings.Web;
using System.Text.Json;
using QuantumCluster.Learning.Metrics;
using QuantumCluster.Learning.Training;

namespace QuantumCluster.Experiments.Runs;

/// <summary>Writes <c>metrics.json</c>; this project's README documents its schema.</summary>
internal static class MetricsFile
{
    public const int Schema = 1;

    public static void Write(string path, RunFacts facts, ClusterFigures cluster, long parameters, TrainingResult result) => ReplacedFile.Write(path, stream =>
    {
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        json.WriteNumber("schema", Schema);
        json.WriteNumber("seed", facts.Seed);
        json.WriteStartObject("settings");
        foreach ((string name, string value) in facts.Settings) json.WriteString(name, value);
        json.WriteEndObject();
        WriteMetrics(json, "test", result.Test);
        WriteMetrics(json, "validation", result.Validation);
        json.WriteNumber("bestEpoch", result.BestEpoch);
        json.WriteStartArray("epochs");
        foreach (EpochSummary epoch in result.History) EpochLog.WriteObject(json, epoch);
        json.WriteEndArray();
        json.WriteNumber("secondsPerEpoch", Math.Round(result.History.Average(e => e.Seconds), 3));
        json.WriteNumber("parameters", parameters);
        json.WritePropertyName("plan");
        json.WriteRawValue(facts.PlanJson);
        json.WriteStartObject("cluster");
        json.WriteString("name", cluster.Name);
        json.WriteNumber("nodes", cluster.Nodes);
        json.WriteNumber("devices", cluster.Devices);
        json.WriteNumber("jobs", cluster.Jobs);
        json.WriteNumber("jobsPerSecond", cluster.SecondsAsked > 0 ? Math.Round(cluster.Jobs / cluster.SecondsAsked, 1) : 0);
        json.WriteNumber("secondsAsked", Math.Round(cluster.SecondsAsked, 3));
        json.WriteNumber("jobsRequeued", cluster.JobsRequeued);
        json.WriteEndObject();
        json.WriteEndObject();
    });

    private static void WriteMetrics(Utf8JsonWriter json, string name, ClassificationMetrics metrics)
    {
        json.WriteStartObject(name);
        MetricsJson.WriteProperties(json, metrics);
        json.WriteEndObject();
    }
}
