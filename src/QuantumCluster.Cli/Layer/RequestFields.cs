using System.Text.Json;
using QuantumCluster.Cli.Door;

namespace QuantumCluster.Cli.Layer;

/// <summary>Reads the fields of one JSON object; whatever is wrong becomes a sentence that names the field.</summary>
internal sealed class RequestFields
{
    private readonly Dictionary<string, JsonElement> _fields = [];

    /// <param name="path">Where the object stands, as a prefix of field names; empty for the request itself.</param>
    /// <param name="known">Every field that is allowed.</param>
    public RequestFields(JsonElement element, string path, params string[] known)
    {
        if (element.ValueKind != JsonValueKind.Object) throw new BadInputException($"{(path.Length == 0 ? "The request" : $"\"{path}\"")} is {Kind(element)}; give a JSON object.");
        foreach (JsonProperty property in element.EnumerateObject())
        {
            string name = path.Length == 0 ? property.Name : $"{path}.{property.Name}";
            if (!known.Contains(property.Name))
                throw new BadInputException($"The request has an unknown field \"{name}\"; the fields are {string.Join(", ", known.Select(k => path.Length == 0 ? k : $"{path}.{k}"))}.");
            if (!_fields.TryAdd(property.Name, property.Value)) throw new BadInputException($"The field \"{name}\" is given twice; give it once.");
        }
    }

    public IEnumerable<string> Names => _fields.Keys;

    public JsonElement? Find(string name) => _fields.TryGetValue(name, out JsonElement element) ? element : null;

    public JsonElement Need(string name, string what) => Find(name) ?? throw new BadInputException($"The request lacks the field \"{name}\"; give {what}.");

    public static int Whole(JsonElement element, string name) => element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out int value)
        ? value
        : throw new BadInputException($"\"{name}\" is {Kind(element)}; give a whole number.");

    public static string Text(JsonElement element, string name) => element.ValueKind == JsonValueKind.String
        ? element.GetString()!
        : throw new BadInputException($"\"{name}\" is {Kind(element)}; give a string.");

    public static JsonElement[] List(JsonElement element, string name) => element.ValueKind == JsonValueKind.Array
        ? [.. element.EnumerateArray()]
        : throw new BadInputException($"\"{name}\" is {Kind(element)}; give a list.");

    public static double[] Numbers(JsonElement element, string name, int length, string meaning)
    {
        JsonElement[] items = List(element, name);
        if (items.Length != length) throw new BadInputException($"\"{name}\" has {items.Length} numbers; it needs {length}, {meaning}.");
        return [.. items.Select((item, i) => Number(item, $"{name}[{i}]"))];
    }

    /// <returns>[rows, length], row-major.</returns>
    public static double[] Rows(JsonElement[] rows, string name, int length, string meaning) =>
        [.. rows.SelectMany((row, i) => Numbers(row, $"{name}[{i}]", length, meaning))];

    private static double Number(JsonElement element, string name)
    {
        if (element.ValueKind != JsonValueKind.Number) throw new BadInputException($"\"{name}\" is {Kind(element)}; give a number.");
        return element.TryGetDouble(out double value) && double.IsFinite(value)
            ? value
            : throw new BadInputException($"\"{name}\" is {element.GetRawText()}, which is not finite as a double; give a number below 1.8e308 in size.");
    }

    private static string Kind(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => $"the string \"{element.GetString()}\"",
        JsonValueKind.Null => "null",
        JsonValueKind.True or JsonValueKind.False => element.GetRawText(),
        _ => $"the number {element.GetRawText()}",
    };
}
