using System.Text.Json;
using QuantumCluster.Cli.Door;
using QuantumCluster.Experiments.CoreBenchmarks;

namespace QuantumCluster.Cli.Bench;

/// <summary>The object that <c>bench --json</c> prints: <c>machine</c>, then <c>rows</c>.</summary>
internal static class BenchJson
{
    public static string Text(MachineFacts machine, IEnumerable<BenchmarkRow> rows) => IndentedJson.Text(json =>
    {
        json.WriteStartObject();
        WriteMachine(json, machine);
        json.WriteStartArray("rows");
        foreach (BenchmarkRow row in rows) WriteRow(json, row);
        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static void WriteMachine(Utf8JsonWriter json, MachineFacts machine)
    {
        json.WriteStartObject("machine");
        json.WriteString("architecture", machine.Architecture);
        json.WriteString("operatingSystem", machine.OperatingSystem);
        json.WriteString("runtime", machine.Runtime);
        json.WriteNumber("processors", machine.Processors);
        json.WriteNumber("vectorBits", machine.VectorBits);
        json.WriteNumber("peakGflops", machine.PeakGflops);
        json.WriteNumber("peakGflopsFloat", machine.PeakGflopsFloat);
        json.WriteEndObject();
    }

    private static void WriteRow(Utf8JsonWriter json, BenchmarkRow row)
    {
        json.WriteStartObject();
        json.WriteString("what", row.What);
        json.WriteString("kernel", row.Kernel);
        json.WriteString("precision", row.Precision);
        json.WriteNumber("batch", row.Batch);
        json.WriteNumber("value", row.Value);
        json.WriteString("unit", row.Unit);
        if (row.ImageSize is { } pixels) json.WriteNumber("imageSize", pixels);
        if (row.Spread is { } spread)
        {
            json.WriteNumber("low", spread.Low);
            json.WriteNumber("high", spread.High);
        }

        if (row.Goal is { } goal) json.WriteString("goal", goal.ToString());
        json.WriteEndObject();
    }
}
