using System.Text.Json;
using QuantumCluster.Cli.Door;
using QuantumCluster.Experiments.Runs;
using QuantumCluster.Learning.Metrics;

namespace QuantumCluster.Cli.Compare;

/// <summary>A comparison as a JSON object.</summary>
internal static class CompareJson
{
    public static string Text(Comparison comparison) => IndentedJson.Text(json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("pairs");
        foreach (ComparedPair pair in comparison.Pairs) Write(json, pair);
        json.WriteEndArray();
        json.WritePropertyName("mean");
        if (comparison.Means.IsEmpty) json.WriteNullValue();
        else WriteScores(json, s => WriteDifference(json, comparison.Means[s].Interval, comparison.Means[s].Deviation));
        json.WriteEndObject();
    });

    private static void Write(Utf8JsonWriter json, ComparedPair pair)
    {
        json.WriteStartObject();
        json.WriteString("first", pair.First);
        json.WriteString("second", pair.Second);
        json.WriteNumber("images", pair.Images);
        json.WriteNumber("groups", pair.Groups);
        json.WritePropertyName("scores");
        WriteScores(json, s =>
        {
            json.WriteDigits("first", pair.FirstScores.Values[s]);
            json.WriteDigits("second", pair.SecondScores.Values[s]);
            WriteDifference(json, pair.Differences[s], null);
        });
        json.WriteStartObject("mcnemar");
        json.WriteNumber("onlyFirst", pair.McNemar.OnlyFirst);
        json.WriteNumber("onlySecond", pair.McNemar.OnlySecond);
        json.WriteDigits("p", pair.McNemar.PValue);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>An object with an object for each score.</summary>
    private static void WriteScores(Utf8JsonWriter json, Action<int> write)
    {
        json.WriteStartObject();
        for (int s = 0; s < Scores.Names.Length; s++)
        {
            json.WriteStartObject(Scores.Names[s]);
            write(s);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteDifference(Utf8JsonWriter json, Interval difference, double? deviation)
    {
        json.WriteDigits("difference", difference.Value);
        MetricsJson.WriteEnds(json, "interval", difference);
        if (deviation is { } spread) json.WriteDigits("deviation", spread);
    }
}
