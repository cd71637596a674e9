using System.Text.Json;
using System.Text.Json.Nodes;
using QuantumCluster.Cli.Tests.Programs;

namespace QuantumCluster.Cli.Tests.Layer;

/// <summary>One sample of the reference vectors, and the request that asks for it.</summary>
internal sealed record ReferenceSample(int Qubits, int Layers, string Kernel, JsonElement Numbers)
{
    public static ReferenceSample First(string caseName, string kernel)
    {
        using JsonDocument all = JsonDocument.Parse(File.ReadAllText(BuiltProgram.ReferenceVectors));
        JsonElement found = all.RootElement.GetProperty("cases").GetProperty(caseName);
        return new(found.GetProperty("n").GetInt32(), found.GetProperty("layers").GetInt32(), kernel, found.GetProperty("samples")[0].Clone());
    }

    public double[] this[string name] => [.. Numbers.GetProperty(name).EnumerateArray().Select(n => n.GetDouble())];

    /// <param name="readout">As JSON.</param>
    /// <param name="cotangent">Name of the cotangent among the numbers; null for none.</param>
    public JsonObject Request(string readout, string? cotangent)
    {
        var request = new JsonObject
        {
            ["qubits"] = Qubits,
            ["layers"] = Layers,
            ["kernel"] = Kernel,
            ["readout"] = JsonNode.Parse(readout),
            ["inputs"] = new JsonArray(JsonNode.Parse(Numbers.GetProperty("x").GetRawText())),
            ["weights"] = JsonNode.Parse(Numbers.GetProperty("w").GetRawText()),
        };
        if (cotangent is not null) request["cotangent"] = new JsonArray(JsonNode.Parse(Numbers.GetProperty(cotangent).GetRawText()));
        return request;
    }
}
