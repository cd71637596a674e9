using System.Text.Json;
using System.Text.Json.Nodes;
using QuantumCluster.Cli.Tests.Programs;

namespace QuantumCluster.Cli.Tests.Layer;

/// <summary>The same request on machines that differ in their vector instructions: simulated by switching these off in the runtime.</summary>
public sealed class SameBitsTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData("double")]
    [InlineData("float")]
    public void Bits_do_not_depend_on_vector_instructions_or_executor(string precision)
    {
        ReferenceSample sample = ReferenceSample.First("ladder8_su4", "su4");
        JsonObject request = sample.Request("""{"marginal":[3,4,5,6,7]}""", "c");
        JsonArray x = request["inputs"]!.AsArray()[0]!.AsArray();
        for (int s = 1; s < 19; s++) // nineteen samples: whole vectors and a rest, whatever the width
        {
            request["inputs"]!.AsArray().Add(new JsonArray([.. x.Select(v => JsonValue.Create(v!.GetValue<double>() + 0.1 * s))]));
            request["cotangent"]!.AsArray().Add(request["cotangent"]![0]!.DeepClone());
        }

        File.WriteAllText(_scratch.In("request.json"), request.ToJsonString());
        string expected = Numbers("fragments", precision, null);
        Assert.Equal(expected, Numbers("cluster", precision, null));
        foreach (string switchedOff in (string[])["DOTNET_EnableAVX512", "DOTNET_EnableAVX2", "DOTNET_EnableHWIntrinsic"])
            Assert.Equal(expected, Numbers("fragments", precision, switchedOff));
    }

    private string Numbers(string executor, string precision, string? switchedOff)
    {
        string[] layer = ["layer", "--request", "request.json", "--executor", executor, "--variants", "table", "--precision", precision, "--json"];
        Finished finished = (switchedOff is null ? _scratch.QCluster(layer) : _scratch.QClusterWithout(switchedOff, layer)).Succeeded();
        using JsonDocument answer = JsonDocument.Parse(finished.Output);
        return string.Join('\n', new[] { "outputs", "inputGradients", "weightGradients" }.Select(name => answer.RootElement.GetProperty(name).GetRawText()));
    }
}
