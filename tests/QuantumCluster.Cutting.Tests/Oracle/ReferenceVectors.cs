using System.Text.Json;

namespace QuantumCluster.Cutting.Tests.Oracle;

/// <summary>The file of numbers that independent simulators agreed on; its own "conventions" say what they are.</summary>
public static class ReferenceVectors
{
    private static readonly Lazy<JsonElement> Cases = new(() =>
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "reference-vectors.json")));
        return document.RootElement.GetProperty("cases").Clone();
    });

    public static IEnumerable<ReferenceSample> All =>
        from @case in Cases.Value.EnumerateObject()
        from sample in @case.Value.GetProperty("samples").EnumerateArray().Select((json, index) => (json, index))
        select new ReferenceSample(@case.Name, sample.index, @case.Value, sample.json);

    public static ReferenceSample Named(string name) => All.Single(s => s.ToString() == name);

    /// <summary>Names of the samples for which <paramref name="where"/> holds, as theory data.</summary>
    public static TheoryData<string> Names(Func<ReferenceSample, bool> where) => [.. All.Where(where).Select(s => s.ToString())];
}

public sealed class ReferenceSample(string @case, int index, JsonElement header, JsonElement numbers)
{
    public int Qubits => header.GetProperty("n").GetInt32();

    public int Layers => header.GetProperty("layers").GetInt32();

    public string Kernel => header.GetProperty("kernel").GetString()!.ToLowerInvariant();

    /// <summary>The case that encodes qubit 3 a second time in the middle: another circuit than the ladder.</summary>
    public bool Reencoded => @case == "ladder8_reencoded";

    /// <summary>The circuit of the paper: eight qubits, one layer, one encoding.</summary>
    public bool IsPaperShape => Qubits == 8 && Layers == 1 && !Reencoded;

    public double[] X => this["x"];

    public double[] W => this["w"];

    public bool Has(string key) => numbers.TryGetProperty(key, out _);

    public double[] this[string key] => Doubles(numbers.GetProperty(key));

    /// <summary>A fragment's probabilities for one setting or preparation, "upstream" or "downstream".</summary>
    public double[] Fragment(string side, string variant) => Doubles(numbers.GetProperty(side).GetProperty(variant));

    public string[] Paulis => [.. numbers.GetProperty("paulis").EnumerateArray().Select(e => e.GetString()!)];

    public override string ToString() => $"{@case}#{index}";

    private static double[] Doubles(JsonElement list) => [.. list.EnumerateArray().Select(e => e.GetDouble())];
}
