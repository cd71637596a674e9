using System.Text.Json;
using QuantumCluster.Learning.Metrics;

namespace QuantumCluster.Experiments.Runs;

/// <summary>How metrics are written for programs, in <c>metrics.json</c> and wherever else; this project's README documents the properties.</summary>
public static class MetricsJson
{
    /// <summary>The properties of an object that the caller has begun. What has no meaning is null.</summary>
    public static void WriteProperties(Utf8JsonWriter json, ClassificationMetrics metrics)
    {
        json.WriteNumber("images", metrics.Samples);
        json.WriteDigits("loss", metrics.Loss);
        json.WriteDigits("accuracy", metrics.Accuracy);
        json.WriteDigits("auc", metrics.Auc);
        json.WriteStartObject("intervals");
        foreach (Interval interval in Bootstrap.Of(metrics.Predictions)) WriteEnds(json, interval.Name, interval);
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
    }

    /// <summary>Both ends as an array; null where the score has no meaning.</summary>
    public static void WriteEnds(Utf8JsonWriter json, string name, Interval interval)
    {
        if (!double.IsFinite(interval.Low) || !double.IsFinite(interval.High))
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartArray(name);
        json.WriteNumberValue(interval.Low);
        json.WriteNumberValue(interval.High);
        json.WriteEndArray();
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
