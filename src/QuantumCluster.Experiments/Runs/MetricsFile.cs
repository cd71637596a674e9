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
        json.WriteNumber("images", metrics.Samples);
        json.WriteDigits("loss", metrics.Loss);
        json.WriteDigits("accuracy", metrics.Accuracy);
        json.WriteDigits("auc", metrics.Auc);
        json.WriteStartObject("intervals");
        foreach (Interval interval in Bootstrap.Of(metrics.Predictions))
        {
            json.WriteStartArray(interval.Name);
            json.WriteNumberValue(interval.Low);
            json.WriteNumberValue(interval.High);
            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.WriteStartArray("classes");
        for (int c = 0; c < metrics.Classes.Length; c++)
        {
            json.WriteStartObject();
            json.WriteString("name", metrics.Confusion.ClassNames[c]);
            WriteClass(json, metrics.Classes[c]);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartObject("macro");
        WriteClass(json, metrics.Macro);
        json.WriteEndObject();
        json.WriteStartArray("confusion");
        for (int truth = 0; truth < metrics.Confusion.Classes; truth++)
        {
            json.WriteStartArray();
            for (int predicted = 0; predicted < metrics.Confusion.Classes; predicted++) json.WriteNumberValue(metrics.Confusion[truth, predicted]);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteClass(Utf8JsonWriter json, ClassMetrics metrics)
    {
        json.WriteDigits("precision", metrics.Precision);
        json.WriteDigits("recall", metrics.Recall);
        json.WriteDigits("f1", metrics.F1);
        json.WriteDigits("specificity", metrics.Specificity);
        json.WriteDigits("accuracy", metrics.Accuracy);
        json.WriteDigits("auc", metrics.Auc);
    }
}
