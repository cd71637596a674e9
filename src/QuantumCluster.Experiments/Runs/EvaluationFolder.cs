using System.Text.Encodings.Web;
using System.Text.Json;
using QuantumCluster.Experiments.Plots;
using QuantumCluster.Learning.Metrics;

namespace QuantumCluster.Experiments.Runs;

/// <summary>The folder of one evaluation: <c>metrics.json</c>, <c>predictions.csv</c> and <c>confusion.png</c>, named as in a run's folder.</summary>
public static class EvaluationFolder
{
    /// <summary>Writes all three.</summary>
    /// <param name="path">Made where there is none.</param>
    public static void Write(string path, EvaluationFacts facts, ClassificationMetrics metrics)
    {
        var folder = new RunFolder(path);
        Directory.CreateDirectory(path);
        PredictionsFile.Write(folder.Predictions, metrics.Predictions);
        ConfusionPlot.Write(folder.ConfusionPlot, metrics, $"{facts.Dataset}, {facts.Part}");
        ReplacedFile.Write(folder.Metrics, stream =>
        {
            using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
            facts.Write(json, metrics);
        });
    }
}
