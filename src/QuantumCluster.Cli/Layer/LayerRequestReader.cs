using System.Globalization;
using System.Text.Json;
using QuantumCluster.Circuits.Kernels;
using QuantumCluster.Circuits.Numerics;
using QuantumCluster.Circuits.Readouts;
using QuantumCluster.Cli.Door;
using QuantumCluster.Cli.Plan;
using QuantumCluster.Cutting.Execution;

namespace QuantumCluster.Cli.Layer;

/// <summary>JSON text → <see cref="LayerRequest"/>. Nothing is guessed: every field is checked, and the sentence for a wrong one names it.</summary>
internal static class LayerRequestReader
{
    /// <summary>Most samples of one request.</summary>
    public const int SampleLimit = 65_536;

    /// <summary>Most numbers of one answer.</summary>
    private const int NumberLimit = 1 << 24;

    /// <exception cref="BadInputException">The text is no JSON, or a field is missing, unknown or wrong.</exception>
    public static LayerRequest Read(string text)
    {
        using JsonDocument document = Parse(text);
        var fields = new RequestFields(document.RootElement, "", "qubits", "layers", "kernel", "readout", "inputs", "weights", "cotangent");
        int qubits = Limited(fields, "qubits", 2, LadderPlan.MostQubits), layers = Limited(fields, "layers", 1, LadderPlan.MostLayers);
        Kernel kernel = ReadKernel(RequestFields.Text(fields.Need("kernel", $"one of {KernelNames}"), "kernel"));
        Readout readout = ReadReadout(fields.Need("readout", ReadoutForms), qubits);
        var ladder = new Ladder(qubits, layers, kernel);

        JsonElement[] rows = RequestFields.List(fields.Need("inputs", $"one list of {qubits} numbers per sample"), "inputs");
        if (rows.Length is 0 or > SampleLimit) throw new BadInputException($"\"inputs\" has {rows.Length} samples; give 1 to {SampleLimit}.");
        if ((long)rows.Length * readout.OutputCount(qubits) > NumberLimit)
            throw new BadInputException($"\"inputs\" has {rows.Length} samples, and the readout gives {readout.OutputCount(qubits)} numbers for each; an answer holds at most {NumberLimit}. Ask fewer samples, or a smaller readout.");
        double[] inputs = RequestFields.Rows(rows, "inputs", qubits, "one per qubit");
        double[] weights = RequestFields.Numbers(fields.Need("weights", $"{ladder.WeightCount} numbers"), "weights", ladder.WeightCount,
            $"{kernel.WeightCount} for each of {layers * (qubits - 1)} kernels {kernel.Name}");
        return new(ladder, readout, new Batch(weights, inputs, rows.Length), ReadCotangents(fields, readout.OutputCount(qubits), rows.Length));
    }

    /// <exception cref="BadInputException">A cotangent is too large for the precision.</exception>
    public static void RequireFits(LayerRequest request, Precision precision)
    {
        if (precision == Precision.Double || request.Cotangents is not { } cotangents) return;
        int beyond = Array.FindIndex(cotangents, c => Math.Abs(c) > float.MaxValue), outputs = cotangents.Length / request.Batch.Samples;
        if (beyond >= 0)
            throw new BadInputException(string.Create(CultureInfo.InvariantCulture,
                $"\"cotangent[{beyond / outputs}][{beyond % outputs}]\" is {cotangents[beyond]}, and a float holds at most 3.4e38 in size; give a smaller one, or --precision double."));
    }

    private const string ReadoutForms = "{\"marginal\":[3,4,5,6,7]} or {\"probabilities\":true} or {\"paulis\":[\"ZIIIIIII\"]}";

    private static string KernelNames => string.Join(", ", Kernel.All.Select(k => k.Name));

    private static JsonDocument Parse(string text)
    {
        try
        {
            return JsonDocument.Parse(text);
        }
        catch (JsonException e)
        {
            throw new BadInputException($"The request is no JSON: line {e.LineNumber + 1}, column {e.BytePositionInLine + 1} cannot be read (NaN and infinity are no JSON numbers).", e);
        }
    }

    private static int Limited(RequestFields fields, string name, int least, int most)
    {
        int given = RequestFields.Whole(fields.Need(name, $"{least} to {most}"), name);
        return given >= least && given <= most ? given : throw new BadInputException($"\"{name}\" is {given}; give {least} to {most}.");
    }

    private static Kernel ReadKernel(string name) => Kernel.Named(name)
        ?? throw new BadInputException($"\"kernel\" is \"{name}\"; give one of {KernelNames}.");

    private static Readout ReadReadout(JsonElement element, int qubits)
    {
        var fields = new RequestFields(element, "readout", "marginal", "probabilities", "paulis");
        string[] given = [.. fields.Names];
        if (given.Length != 1)
            throw new BadInputException($"\"readout\" asks for {(given.Length == 0 ? "nothing" : string.Join(" and ", given))}; give exactly one: {ReadoutForms}.");
        try
        {
            Readout readout = given[0] switch
            {
                "marginal" => new Readout.Marginal([.. RequestFields.List(fields.Find("marginal")!.Value, "readout.marginal").Select((q, i) => RequestFields.Whole(q, $"readout.marginal[{i}]"))]),
                "paulis" => new Readout.Expectations([.. RequestFields.List(fields.Find("paulis")!.Value, "readout.paulis").Select((s, i) => PauliString.Parse(RequestFields.Text(s, $"readout.paulis[{i}]")))]),
                _ => fields.Find("probabilities")!.Value.ValueKind == JsonValueKind.True
                    ? new Readout.Probabilities()
                    : throw new BadInputException("\"readout.probabilities\" is not true; give true, or another readout."),
            };
            readout.RequireFits(qubits);
            return readout;
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            string sentence = e is ArgumentException { ParamName: { } parameter } ? e.Message.Replace($" (Parameter '{parameter}')", "", StringComparison.Ordinal) : e.Message;
            throw new BadInputException($"\"readout.{given[0]}\" cannot be used: {sentence}", e);
        }
    }

    private static double[]? ReadCotangents(RequestFields fields, int outputs, int samples)
    {
        if (fields.Find("cotangent") is not { } element) return null;
        JsonElement[] rows = RequestFields.List(element, "cotangent");
        if (rows.Length != samples) throw new BadInputException($"\"cotangent\" has {rows.Length} samples; it needs {samples}, as many as \"inputs\".");
        return RequestFields.Rows(rows, "cotangent", outputs, "one per output of the readout");
    }
}
