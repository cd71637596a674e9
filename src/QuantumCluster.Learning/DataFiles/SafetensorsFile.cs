using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text.Json;

namespace QuantumCluster.Learning.DataFiles;

/// <summary>
/// The safetensors format: 8 bytes header length, a JSON header (name → dtype, shape, data_offsets; <c>__metadata__</c>), then the numbers
/// without gaps. Holds F32, F64, I32, I64 and U8. Files written here carry their own SHA-256, and one that does not match is refused.
/// </summary>
public sealed class SafetensorsFile
{
    private const string MetadataKey = "__metadata__";
    private const long LongestHeader = 100_000_000; // the format's own limit

    private static readonly (ElementType Type, string Name)[] Names =
        [(ElementType.Float32, "F32"), (ElementType.Float64, "F64"), (ElementType.Int64, "I64"), (ElementType.Int32, "I32"), (ElementType.UInt8, "U8")];

    private SafetensorsFile(string path, bool isSealed, IReadOnlyDictionary<string, FileArray> arrays, IReadOnlyDictionary<string, string> metadata) =>
        (Path, IsSealed, Arrays, Metadata) = (path, isSealed, arrays, metadata);

    public string Path { get; }

    /// <summary>True when the file carries its SHA-256, which then matched; files of other programs carry none.</summary>
    public bool IsSealed { get; }

    public IReadOnlyDictionary<string, FileArray> Arrays { get; }

    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <exception cref="DataFileException">The file is missing, truncated, damaged, or no safetensors file.</exception>
    public static SafetensorsFile Read(string path)
    {
        using FileStream stream = OpenedFile.ForReading(path);
        try
        {
            Span<byte> start = stackalloc byte[8];
            stream.ReadExactly(start);
            ulong headerLength = BinaryPrimitives.ReadUInt64LittleEndian(start);
            if (headerLength > LongestHeader || (long)headerLength > stream.Length - 8)
                throw new InvalidDataException($"its header claims {headerLength} bytes of a file of {stream.Length}.");
            long present = stream.Length - 8 - (long)headerLength;
            if (present > Array.MaxLength) throw new InvalidDataException($"it holds {present} bytes of numbers; at most {Array.MaxLength} can be read.");
            var header = new byte[headerLength];
            stream.ReadExactly(header);
            var numbers = new byte[present];
            stream.ReadExactly(numbers);
            bool? holds = FileDigest.Holds(start, header, numbers);
            if (holds == false) throw new InvalidDataException("its bytes do not match its SHA-256.");
            using JsonDocument json = JsonDocument.Parse(header);
            var entries = Entries(json.RootElement, present);
            return new(path, holds == true, entries.ToDictionary(e => e.Name, e => FileArray.Create(e.Type, e.Shape, numbers.AsMemory(e.Begin, e.End - e.Begin))), MetadataOf(json.RootElement));
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or JsonException or InvalidOperationException or FormatException or KeyNotFoundException or ArgumentException)
        {
            throw new DataFileException(path, $"is not a whole safetensors file: {(e is InvalidDataException ? e.Message : "its header is truncated or is not the format's.")}", e);
        }
    }

    /// <summary>Writes, then moves: never half a file. Adds the file's SHA-256 to the metadata.</summary>
    /// <exception cref="DataFileException">The place cannot be written.</exception>
    public static void Write(string path, IReadOnlyDictionary<string, FileArray> arrays, IReadOnlyDictionary<string, string> metadata)
    {
        // Wide elements first, then by name: every array starts on a multiple of its element's size, and equal content gives equal bytes.
        KeyValuePair<string, FileArray>[] order = [.. arrays.OrderByDescending(a => a.Value.Type.ByteCount()).ThenBy(a => a.Key, StringComparer.Ordinal)];
        byte[] header = Header(order, metadata.Append(new(FileDigest.Key, FileDigest.Blank))), length = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
        FileDigest.Seal(length, header, order.Select(a => a.Value.Bytes));
        OpenedFile.Replace(path, stream =>
        {
            stream.Write(length);
            stream.Write(header);
            foreach (var (_, array) in order) stream.Write(array.Bytes.Span);
        });
    }

    private static byte[] Header(IEnumerable<KeyValuePair<string, FileArray>> order, IEnumerable<KeyValuePair<string, string>> metadata)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartObject(MetadataKey);
            foreach (var (key, value) in metadata.OrderBy(m => m.Key, StringComparer.Ordinal)) json.WriteString(key, value);
            json.WriteEndObject();
            long offset = 0;
            foreach (var (name, array) in order)
            {
                json.WriteStartObject(name);
                json.WriteString("dtype", Names.First(n => n.Type == array.Type).Name);
                json.WriteStartArray("shape");
                foreach (int n in array.Shape) json.WriteNumberValue(n);
                json.WriteEndArray();
                json.WriteStartArray("data_offsets");
                json.WriteNumberValue(offset);
                json.WriteNumberValue(offset += array.Bytes.Length);
                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        while (buffer.Length % 8 != 0) buffer.WriteByte((byte)' ');
        return buffer.ToArray();
    }

    private static List<(string Name, ElementType Type, ImmutableArray<int> Shape, int Begin, int End)> Entries(JsonElement root, long present)
    {
        var entries = new List<(string Name, ElementType Type, ImmutableArray<int> Shape, int Begin, int End)>();
        foreach (JsonProperty entry in root.EnumerateObject())
        {
            if (entry.NameEquals(MetadataKey)) continue;
            string? dtype = entry.Value.GetProperty("dtype").GetString();
            int known = Array.FindIndex(Names, n => n.Name == dtype);
            if (known < 0) throw new InvalidDataException($"its array '{entry.Name}' has the element type '{dtype}'; {string.Join(", ", Names.Select(n => n.Name))} can be read.");
            ImmutableArray<int> shape = [.. entry.Value.GetProperty("shape").EnumerateArray().Select(n => n.GetInt32())];
            JsonElement offsets = entry.Value.GetProperty("data_offsets");
            if (offsets.GetArrayLength() != 2) throw new InvalidDataException($"its array '{entry.Name}' has no begin and end.");
            var (begin, end) = (offsets[0].GetInt32(), offsets[1].GetInt32());
            if (FileArray.ByteCountOf(Names[known].Type, shape) is not { } count || begin < 0 || end > present || end - (long)begin != count)
                throw new InvalidDataException($"its array '{entry.Name}', {dtype} [{string.Join(", ", shape)}], does not fit bytes {begin} to {end} of the {present} that are there.");
            entries.Add((entry.Name, Names[known].Type, shape, begin, end));
        }

        int at = 0;
        foreach (var entry in entries.OrderBy(e => e.Begin).ThenBy(e => e.End))
        {
            if (entry.Begin != at) throw new InvalidDataException($"its array '{entry.Name}' begins at byte {entry.Begin} where {at} is expected.");
            at = entry.End;
        }

        if (at != present) throw new InvalidDataException($"its arrays end at byte {at} of {present}.");
        if (entries.Select(e => e.Name).Distinct().Count() != entries.Count) throw new InvalidDataException("it names an array twice.");
        return entries;
    }

    private static Dictionary<string, string> MetadataOf(JsonElement root) => root.TryGetProperty(MetadataKey, out JsonElement metadata)
        ? metadata.EnumerateObject().ToDictionary(m => m.Name, m => m.Value.GetString() ?? "")
        : [];
}
