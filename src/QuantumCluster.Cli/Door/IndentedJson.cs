using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace QuantumCluster.Cli.Door;

/// <summary>JSON that people may read too: indented, and with characters beyond ASCII as they are.</summary>
internal static class IndentedJson
{
    public static string Text(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping })) write(json);
        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
