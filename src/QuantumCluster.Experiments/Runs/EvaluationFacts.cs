using System.Collections.Immutable;
using System.Text.Json;
using QuantumCluster.Learning.Metrics;

namespace QuantumCluster.Experiments.Runs;

/// <summary>What was judged by what.</summary>
/// <param name="Model">The folder of the run that trained the model.</param>
/// <param name="Epoch">The epoch after which the model was as it is.</param>
/// <param name="Data">Where the images are; null for synthetic ones.</param>
/// <param name="Part">Which part of the data set.</param>
/// <param name="Views">In how many views each image was looked at.</param>
/// <param name="Siblings">Null where it is not known what images have to do with those of the training.</param>
public sealed record EvaluationFacts(string Model, int Epoch, string Dataset, string? Data, string Part, int Views, SiblingRecalls? Siblings)
{
    /// <summary>The object that <c>qcluster evaluate</c> prints and keeps: these facts, then the properties of a part of <c>metrics.json</c>.</summary>
    public void Write(Utf8JsonWriter json, ClassificationMetrics metrics)
    {
        json.WriteStartObject();
        json.WriteNumber("schema", MetricsFile.Schema);
        json.WriteString("model", Model);
        json.WriteNumber("epoch", Epoch);
        json.WriteString("dataset", Dataset);
        json.WriteString("data", Data);
        json.WriteString("split", Part);
        json.WriteNumber("views", Views);
        json.WriteStartArray("absentClasses");
        foreach (string name in AbsentClasses(metrics)) json.WriteStringValue(name);
        json.WriteEndArray();
        WriteSiblings(json);
        MetricsJson.WriteProperties(json, metrics);
        json.WriteEndObject();
    }

    /// <summary>Classes of the model of which the images hold none.</summary>
    public static ImmutableArray<string> AbsentClasses(ClassificationMetrics metrics) => [.. metrics.Confusion.ClassNames.Where((_, c) => metrics.Confusion.Present(c) == 0)];

    private void WriteSiblings(Utf8JsonWriter json)
    {
        if (Siblings is null)
        {
            json.WriteNull("siblings");
            return;
        }

        json.WriteStartObject("siblings");
        Write("with", Siblings.AllWith);
        Write("without", Siblings.AllWithout);
        json.WriteStartArray("classes");
        for (int c = 0; c < Siblings.ClassNames.Length; c++)
        {
            json.WriteStartObject();
            json.WriteString("name", Siblings.ClassNames[c]);
            Write("with", Siblings.With[c]);
            Write("without", Siblings.Without[c]);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();

        void Write(string name, Tally tally)
        {
            json.WriteStartObject(name);
            json.WriteNumber("images", tally.Images);
            json.WriteNumber("right", tally.Right);
            json.WriteEndObject();
        }
    }
}
