using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using QuantumCluster.Cli.Clusters;
using QuantumCluster.Cli.Plan;
using QuantumCluster.Cutting.Estimation;

namespace QuantumCluster.Cli.Layer;

/// <summary>The answer for programs: one JSON object, numbers with 17 significant digits, so that doubles survive unchanged.</summary>
internal static class LayerJson
{
    public static void Write(Stream output, LayerAnswer answer)
    {
        using var json = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        WriteRows(json, "outputs", answer.Outputs, answer.Samples);
        if (answer.Gradients is { } gradients)
        {
            WriteRows(json, "inputGradients", gradients.Inputs, answer.Samples);
            json.WritePropertyName("weightGradients");
            WriteNumbers(json, gradients.Weights);
            if (gradients.StandardErrors is { } errors)
            {
                WriteRows(json, "inputGradientErrors", errors.Inputs, answer.Samples);
                json.WritePropertyName("weightGradientErrors");
                WriteNumbers(json, errors.Weights);
            }
        }

        if (answer.Estimated is { } estimated) WriteEstimate(json, answer, estimated);

        SubstitutionMarks.Write(json, answer.Substituted);
        json.WritePropertyName("plan");
        PlanJson.Write(json, answer.Plan, StepTraffic.Of(answer.Plan.Plan, answer.Samples));
        json.WriteStartObject("seconds");
        WriteSeconds(json, "start", answer.Seconds.Start);
        WriteSeconds(json, "forward", answer.Seconds.Forward);
        WriteSeconds(json, "backward", answer.Seconds.Backward);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteEstimate(Utf8JsonWriter json, LayerAnswer answer, LayerEstimate estimated)
    {
        (LayerSampling sampling, Estimate estimate) = estimated;
        WriteRows(json, "standardErrors", estimate.StandardErrors, answer.Samples);
        json.WriteStartArray("intervals95");
        int length = estimate.Outputs.Length / answer.Samples;
        for (int s = 0; s < answer.Samples; s++)
        {
            json.WriteStartArray();
            for (int i = 0; i < length; i++)
            {
                (double low, double high) = estimate.Interval95(s * length + i);
                WriteNumbers(json, [low, high]);
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteStartObject("shots");
        if (sampling.Shots is { } all) json.WriteNumber("perVariant", all);
        json.WriteNumber("seed", sampling.Seed.Value);
        json.WriteNumber("perSample", estimate.ShotsPerSample);
        json.WriteStartArray("fragments");
        foreach (int[] variants in LayerWords.ShotsOf(answer))
        {
            json.WriteStartArray();
            foreach (int shots in variants) json.WriteNumberValue(shots);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteNumber("calibration", LayerWords.CalibrationShots(answer));
        json.WriteEndObject();
    }

    private static void WriteSeconds(Utf8JsonWriter json, string name, double seconds) => json.WriteNumber(name, Math.Round(seconds, 6));

    private static void WriteRows(Utf8JsonWriter json, string name, double[] numbers, int rows)
    {
        json.WriteStartArray(name);
        int length = numbers.Length / rows;
        for (int r = 0; r < rows; r++) WriteNumbers(json, numbers.AsSpan(r * length, length));
        json.WriteEndArray();
    }

    private static void WriteNumbers(Utf8JsonWriter json, ReadOnlySpan<double> numbers)
    {
        json.WriteStartArray();
        foreach (double number in numbers) json.WriteRawValue(number.ToString("G17", CultureInfo.InvariantCulture), skipInputValidation: true);
        json.WriteEndArray();
    }
}
