using System.Globalization;

namespace QuantumCluster.Actors.Settings;

/// <summary>Where a node listens.</summary>
public readonly record struct Endpoint
{
    /// <param name="host">An address; <c>localhost</c> means 127.0.0.1, since nodes are known by what they listen on.</param>
    public Endpoint(string host, int port) => (Host, Port) = (host == "localhost" ? "127.0.0.1" : host, port);

    public string Host { get; }

    public int Port { get; }

    /// <summary>Reads HOST:PORT.</summary>
    /// <exception cref="InvalidSettingException">Not of that form, or the port is not 1 to 65535.</exception>
    public static Endpoint Parse(string text, string key)
    {
        int colon = text.LastIndexOf(':');
        return colon > 0 && int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int port) && port is >= 1 and <= 65535
            ? new(text[..colon], port)
            : throw new InvalidSettingException($"{key} is {text}; it must be HOST:PORT with a port from 1 to 65535, such as 127.0.0.1:9400.");
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Host}:{Port}");
}
