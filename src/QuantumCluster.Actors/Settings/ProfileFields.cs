using System.Collections.Immutable;
using System.Globalization;
using Akka.Configuration;

namespace QuantumCluster.Actors.Settings;

/// <summary>The figures of one device profile in HOCON. Every refusal names key and value; times go down to nanoseconds, further than HOCON's own.</summary>
internal sealed class ProfileFields(string path, Config config)
{
    // Longest first, so that "ms" is not taken for "s".
    private static readonly (string Unit, double Seconds)[] Units = [("min", 60), ("ns", 1e-9), ("us", 1e-6), ("µs", 1e-6), ("ms", 1e-3), ("s", 1), ("h", 3600)];

    public bool Has(string key) => config.HasPath(key);

    /// <exception cref="InvalidSettingException">There is a key that is not among these.</exception>
    public void Allow(string section, params ReadOnlySpan<string> keys)
    {
        if (section.Length > 0 && !Has(section)) return;
        Config of = section.Length == 0 ? config : config.GetConfig(section);
        foreach (string key in of.Root.GetObject().Items.Keys)
            if (!keys.Contains(key)) throw new InvalidSettingException($"{path}{(section.Length == 0 ? "" : ".")}{section} has {key}; there are {string.Join(", ", keys)}.");
    }

    public int Whole(string key, int? instead = null) => !Has(key) && instead is { } value ? value
        : int.TryParse(Text(key), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number
        : throw Bad(key, Text(key), "a whole number");

    public double Number(string key, double? instead = null) => !Has(key) && instead is { } value ? value : NumberOf(Text(key)) ?? throw Bad(key, Text(key), "a number");

    public double Seconds(string key, double? instead = null) => !Has(key) && instead is { } value ? value : SecondsOf(Text(key)) ?? throw Bad(key, Text(key), "a time such as 35ns, 250us or 1.5s");

    public T Choice<T>(string key, T instead, params ReadOnlySpan<(string Name, T Value)> choices)
    {
        if (!Has(key)) return instead;
        foreach ((string name, T value) in choices)
            if (name == Text(key)) return value;
        var names = new List<string>();
        foreach ((string name, _) in choices) names.Add(name);
        throw Bad(key, Text(key), string.Join(" or ", names));
    }

    /// <summary>One figure for every qubit: a list of as many, or one for all.</summary>
    public ImmutableArray<double> Each(string key, int qubits, double instead, Func<string, double?> read)
    {
        if (!Has(key)) return [.. Enumerable.Repeat(instead, qubits)];
        var value = config.GetValue(key);
        string[] texts = value.IsArray() ? [.. value.GetStringList()] : [.. Enumerable.Repeat(Text(key), Math.Max(0, qubits))];
        if (texts.Length != qubits) throw new InvalidSettingException($"{path}.{key} has {texts.Length} figures for {qubits} qubits; give one for each, or one for all.");
        return [.. texts.Select(text => read(text) ?? throw Bad(key, text, "a number, or a time such as 35us or 1.5s"))];
    }

    public static double? NumberOf(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) ? number : null;

    /// <returns>Seconds; infinite for "never".</returns>
    public static double? SecondsOf(string text)
    {
        if (text.Trim() == "never") return double.PositiveInfinity;
        foreach ((string unit, double seconds) in Units)
            if (text.EndsWith(unit, StringComparison.Ordinal)) return NumberOf(text[..^unit.Length]) * seconds;
        return NumberOf(text) is 0 ? 0 : null;
    }

    private string Text(string key) => Has(key) ? config.GetString(key) ?? "" : throw new InvalidSettingException($"{path}.{key} is missing; give it.");

    private InvalidSettingException Bad(string key, string text, string wanted) => new($"{path}.{key} is {text}; it must be {wanted}.");
}
