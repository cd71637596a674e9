using System.Text.Json.Nodes;
using QuantumCluster.Cli.Tests.Programs;

namespace QuantumCluster.Cli.Tests.Layer;

public sealed class BadRequestTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData("qubits", "1", "\"qubits\" is 1;", "2 to 256")]
    [InlineData("qubits", "257", "\"qubits\" is 257", "2 to 256")]
    [InlineData("qubits", "\"8\"", "\"qubits\"", "whole number")]
    [InlineData("layers", "5", "\"layers\" is 5", "1 to 4")]
    [InlineData("kernel", "\"crx\"", "\"kernel\"", "crz, cry, canonical, su4")]
    [InlineData("readout", "{\"marginal\":[3],\"probabilities\":true}", "\"readout\"", "exactly one")]
    [InlineData("readout", "{}", "\"readout\"", "exactly one")]
    [InlineData("readout", "{\"counts\":1}", "\"readout.counts\"", "readout.marginal")]
    [InlineData("readout", "{\"marginal\":[8]}", "\"readout.marginal\"", "qubit 8")]
    [InlineData("readout", "{\"marginal\":[3,3]}", "\"readout.marginal\"", "once")]
    [InlineData("readout", "{\"paulis\":[\"ZZ\"]}", "\"readout.paulis\"", "8 qubits")]
    [InlineData("readout", "{\"paulis\":[\"ZIIIIIIQ\"]}", "\"readout.paulis\"", "'Q'")]
    [InlineData("readout", "{\"probabilities\":false}", "\"readout.probabilities\"", "true")]
    [InlineData("inputs", "[]", "\"inputs\" has 0 samples", "1 to")]
    [InlineData("inputs", "[[1,2,3]]", "\"inputs[0]\" has 3 numbers", "8")]
    [InlineData("inputs", "[[1,2,3,4,5,6,7,\"8\"]]", "\"inputs[0][7]\"", "number")]
    [InlineData("inputs", "[[1,2,3,4,5,6,7,1e999]]", "\"inputs[0][7]\"", "finite")]
    [InlineData("weights", "[1]", "\"weights\" has 1 numbers", "35")]
    [InlineData("weights", "null", "\"weights\" is null", "list")]
    [InlineData("cotangent", "[[1]]", "\"cotangent[0]\" has 1 numbers", "32")]
    [InlineData("cotangent", "[[1],[1]]", "\"cotangent\" has 2 samples", "1")]
    [InlineData("gradient", "true", "\"gradient\"", "cotangent")]
    public void A_wrong_field_is_named(string field, string value, params string[] words)
    {
        // The value replaces its field in the text, since not all of it is JSON that a parser would write again.
        JsonObject request = ReferenceSample.First("ladder8", "crz").Request("""{"marginal":[3,4,5,6,7]}""", "c");
        request[field] = "<here>";
        _scratch.QClusterReading(request.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }).Replace("\"<here>\"", value, StringComparison.Ordinal),
            "layer", "--request", "-", "--json").FailedWith(2, words);
    }

    [Theory]
    [InlineData("qubits")]
    [InlineData("layers")]
    [InlineData("kernel")]
    [InlineData("readout")]
    [InlineData("inputs")]
    [InlineData("weights")]
    public void A_missing_field_is_named(string field)
    {
        JsonObject request = ReferenceSample.First("ladder8", "crz").Request("""{"probabilities":true}""", null);
        request.Remove(field);
        _scratch.QClusterReading(request.ToJsonString(), "layer", "--request", "-").FailedWith(2, $"\"{field}\"");
    }

    [Theory]
    [InlineData("{\"qubits\":8,", "no JSON")]
    [InlineData("[]", "object")]
    [InlineData("{\"qubits\":8,\"qubits\":8}", "\"qubits\" is given twice")]
    [InlineData("{\"inputs\":[[NaN]]}", "no JSON")]
    [InlineData("", "no JSON")]
    public void A_request_that_is_no_object_is_refused(string request, string word) => _scratch.QClusterReading(request, "layer", "--request", "-").FailedWith(2, word);

    [Fact]
    public void A_missing_file_is_named() => _scratch.QCluster("layer", "--request", "absent.json").FailedWith(2, "absent.json", "--request");
}
