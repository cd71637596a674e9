using System.Text.Json;
using System.Text.Json.Serialization;
using QuantumCluster.Actors.Ledger;
using QuantumCluster.Circuits;

namespace QuantumCluster.Actors.Recording;

/// <summary>A ledger's settings in a recording: by name, so that a setting that comes later has its default in an older recording.</summary>
internal static class RecordedSettings
{
    public const int Version = 1;

    private static readonly JsonSerializerOptions Json = new() { Converters = { new SeedAsNumber() } };

    public static string Write(LedgerSettings settings) => JsonSerializer.Serialize(settings, Json);

    /// <exception cref="JsonException">They are no settings.</exception>
    public static LedgerSettings Read(string text) => JsonSerializer.Deserialize<LedgerSettings>(text, Json) ?? throw new JsonException("there are none.");

    private sealed class SeedAsNumber : JsonConverter<Seed>
    {
        public override Seed Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetUInt64());

        public override void Write(Utf8JsonWriter writer, Seed value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Value);
    }
}
