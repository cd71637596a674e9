using System.Globalization;
using Akka.Configuration.Hocon;
using QuantumCluster.Actors.Settings;

namespace QuantumCluster.Actors.Faults;

/// <summary>Named values of one HOCON object, range-checked as they are read. Every refusal names place, key, value and limit.</summary>
/// <param name="where">What the object is, for messages: "fault 12".</param>
internal sealed class FaultFields(HoconObject fields, string where)
{
    private readonly HashSet<string> _read = [];

    public string Text(string key)
    {
        _read.Add(key);
        return fields.Items.TryGetValue(key, out HoconValue? value) && value.IsString()
            ? value.GetString()
            : throw new InvalidSettingException($"{where} has no {key}; every {key} must be given.");
    }

    public int Whole(string key, int least, int most) =>
        int.TryParse(Text(key), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) && value >= least && value <= most
            ? value
            : throw Wrong(key, $"a whole number from {least} to {most}");

    public ulong Large(string key) =>
        ulong.TryParse(Text(key), NumberStyles.None, CultureInfo.InvariantCulture, out ulong value) ? value : throw Wrong(key, $"a whole number from 0 to {ulong.MaxValue}");

    /// <summary>Above 0, at most 1.</summary>
    public double Share(string key) =>
        double.TryParse(Text(key), NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value is > 0 and <= 1 ? value : throw Wrong(key, "a number above 0 and at most 1");

    /// <summary>Whole milliseconds, written with their unit.</summary>
    public TimeSpan Time(string key, TimeSpan least, TimeSpan most)
    {
        string text = Text(key);
        return text.EndsWith("ms", StringComparison.Ordinal) && long.TryParse(text.AsSpan(0, text.Length - 2).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out long ms)
            && ms >= least.TotalMilliseconds && ms <= most.TotalMilliseconds
            ? TimeSpan.FromMilliseconds(ms)
            : throw Wrong(key, string.Create(CultureInfo.InvariantCulture, $"whole milliseconds from {least.TotalMilliseconds}ms to {most.TotalMilliseconds}ms"));
    }

    /// <exception cref="InvalidSettingException">There is a key that nobody asked for.</exception>
    public void RequireNoOther()
    {
        if (fields.Items.Keys.FirstOrDefault(k => !_read.Contains(k)) is { } other)
            throw new InvalidSettingException($"{where} has {other}, which it does not take; it takes {string.Join(", ", _read)}.");
    }

    private InvalidSettingException Wrong(string key, string legal) => new($"{where} has {key} = {fields.Items[key].GetString()}; it must be {legal}.");
}
