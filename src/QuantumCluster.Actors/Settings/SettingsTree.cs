using System.Globalization;
using Akka.Configuration;
using Akka.Configuration.Hocon;

namespace QuantumCluster.Actors.Settings;

/// <summary>The tree <c>quantum-cluster { … }</c> with the built-in files underneath; read once, at start. Every refusal names key, value and limit.</summary>
internal sealed class SettingsTree
{
    private const string Root = "quantum-cluster";

    private SettingsTree(Config config) => Config = config;

    /// <summary>All of it, Akka's own settings included.</summary>
    public Config Config { get; }

    /// <param name="role">Whose built-in role file lies above the shared one; null for neither.</param>
    /// <param name="files">The user's files, above both; later ones win over earlier ones.</param>
    /// <exception cref="InvalidSettingException">A file is missing, is not HOCON, or has a key that the shared file does not have.</exception>
    public static SettingsTree Load(NodeRole? role, IReadOnlyList<string> files, bool faults = false)
    {
        Config shared = Parse(Resource("quantum-cluster.conf"), "the built-in settings").WithFallback(Parse(Resource("profiles.conf"), "the built-in device profiles"));
        Config config = role switch
        {
            NodeRole.Coordinator => Parse(Resource("coordinator.conf"), "the built-in settings").WithFallback(shared),
            NodeRole.Worker => Parse(Resource("worker.conf"), "the built-in settings").WithFallback(shared),
            _ => shared,
        };
        if (faults) config = Parse(Resource("faults.conf"), "the built-in settings").WithFallback(config);
        var known = Leaves(shared.GetConfig(Root).Root, Root).ToHashSet();
        var tree = new SettingsTree(files.Aggregate(config, (below, file) => Given(file, known).WithFallback(below)));
        tree.Choice("log.format", "text", "json"); // whoever logs reads it from Akka's settings, where it is too late to refuse anything
        return tree;
    }

    public string Text(string key, string? instead) => instead ?? Config.GetString($"{Root}.{key}") ?? "";

    /// <summary>A list, or text with commas between its items.</summary>
    public IReadOnlyList<string> Texts(string key, string? instead)
    {
        string[] items = instead is not null ? [instead] : Config.GetValue($"{Root}.{key}") switch
        {
            null => [],
            var value when value.IsArray() => [.. value.GetStringList()],
            var value => value.GetString() is { } text ? [text] : [],
        };
        return [.. items.SelectMany(item => item.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];
    }

    public string Choice(string key, params string[] choices)
    {
        string text = Text(key, null);
        return choices.Contains(text) ? text : throw new InvalidSettingException($"{Root}.{key} is {text}; it must be {string.Join(" or ", choices)}.");
    }

    public bool Flag(string key) => Config.GetString($"{Root}.{key}") switch
    {
        "on" or "true" => true,
        "off" or "false" => false,
        var text => throw new InvalidSettingException($"{Root}.{key} is {text}; it must be on or off."),
    };

    public int Int(string key, int least, int most, int? instead = null)
    {
        string text = instead?.ToString(CultureInfo.InvariantCulture) ?? Config.GetString($"{Root}.{key}") ?? "";
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) && value >= least && value <= most
            ? value
            : throw new InvalidSettingException($"{Root}.{key} is {text}; it must be a whole number from {least} to {most}.");
    }

    public double Number(string key, double least, double most, double? instead = null)
    {
        string text = instead?.ToString(CultureInfo.InvariantCulture) ?? Config.GetString($"{Root}.{key}") ?? "";
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value >= least && value <= most
            ? value
            : throw new InvalidSettingException(string.Create(CultureInfo.InvariantCulture, $"{Root}.{key} is {text}; it must be a number from {least} to {most}."));
    }

    public long Bytes(string key, long least, long most)
    {
        string text = Config.GetString($"{Root}.{key}") ?? "";
        long? value;
        try
        {
            value = Config.GetByteSize($"{Root}.{key}", null);
        }
        catch (Exception e) when (e is FormatException or ConfigurationException or OverflowException)
        {
            value = null;
        }

        return value >= least && value <= most
            ? value.Value
            : throw new InvalidSettingException($"{Root}.{key} is {text}; it must be a number of bytes from {least} to {most}, such as 500MB or 1GB.");
    }

    public TimeSpan Duration(string key, TimeSpan least, TimeSpan most)
    {
        string text = Config.GetString($"{Root}.{key}") ?? "";
        TimeSpan? value;
        try
        {
            value = Config.GetTimeSpan($"{Root}.{key}", null, false);
        }
        catch (Exception e) when (e is FormatException or ConfigurationException or OverflowException)
        {
            value = null;
        }

        return value >= least && value <= most
            ? value.Value
            : throw new InvalidSettingException(string.Create(CultureInfo.InvariantCulture,
                $"{Root}.{key} is {text}; it must be a time from {least.TotalSeconds} s to {most.TotalSeconds} s, such as 500ms or 5s."));
    }

    private static Config Given(string file, HashSet<string> known)
    {
        Config given = Parse(Text(file), file);
        foreach ((string key, HoconValue value) in given.Root.GetObject().Items)
        {
            if (key == "akka") continue;
            foreach (string leaf in Leaves(value, key).Where(leaf => !leaf.StartsWith($"{ProfileSettings.Root}.", StringComparison.Ordinal))) // profiles name themselves, and check their keys
                if (!known.Contains(leaf)) throw new InvalidSettingException($"{file}: there is no setting {leaf}; there are {string.Join(", ", known.Where(k => !k.StartsWith(ProfileSettings.Root, StringComparison.Ordinal)).Order())}, and Akka's own under akka.");
        }

        return given;
    }

    private static string Text(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new InvalidSettingException($"The configuration file {file} cannot be read: {e.Message}", e);
        }
    }

    private static string Resource(string name)
    {
        using var reader = new StreamReader(typeof(SettingsTree).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }

    /// <exception cref="InvalidSettingException">Not HOCON; the message names <paramref name="name"/>.</exception>
    internal static Config Parse(string text, string name)
    {
        if (string.IsNullOrWhiteSpace(text)) throw new InvalidSettingException($"{name} holds no settings; it must be HOCON such as quantum-cluster {{ worker.devices = 2 }}.");
        // The parser takes the end of the file for any number of closing braces: a truncated file would pass.
        if (OpenBraces(text) is var open and not 0) throw new InvalidSettingException($"{name} is not HOCON: {Math.Abs(open)} brace(s) too {(open > 0 ? "few" : "many")} are closed.");
        try
        {
            return ConfigurationFactory.ParseString(text);
        }
        catch (Exception e) // the parser throws many kinds; all mean the same
        {
            throw new InvalidSettingException($"{name} is not HOCON: {e.Message.Split('\n')[0].TrimEnd(' ', ':', '\r')}.", e);
        }
    }

    private static int OpenBraces(string text)
    {
        int open = 0;
        foreach (string line in text.Split('\n'))
        {
            bool quoted = false;
            for (int i = 0; i < line.Length; i++)
            {
                if (line[i] == '"') quoted = !quoted;
                if (quoted) continue;
                if (line[i] == '#' || line.AsSpan(i).StartsWith("//")) break;
                open += line[i] switch { '{' => 1, '}' => -1, _ => 0 };
            }
        }

        return open;
    }

    private static IEnumerable<string> Leaves(HoconValue value, string path) => value.IsObject()
        ? value.GetObject().Items.SelectMany(item => Leaves(item.Value, $"{path}.{item.Key}"))
        : [path];
}
