using Akka.Configuration;
using QuantumCluster.Actors.Settings;

namespace QuantumCluster.Actors.Tls;

/// <summary>The files by which a node proves who it is and knows its like.</summary>
/// <param name="Authority">PEM: the certificates of those who may sign nodes' certificates. No other authority counts, whatever the machine trusts.</param>
/// <param name="Certificate">PEM: this node's certificate, signed by one of them.</param>
/// <param name="Key">PEM: its private key.</param>
/// <param name="KeyPassword">Empty for a key that is not encrypted.</param>
public sealed record TlsSettings(string Authority, string Certificate, string Key, string KeyPassword)
{
    private const string Transport = "akka.remote.dot-netty.tcp";

    /// <summary>What encryption is worth nothing without, as <c>hocon/tls.conf</c> has it.</summary>
    private static readonly (string Key, bool Value)[] Required =
    [
        ($"{Transport}.ssl.suppress-validation", false),
        ($"{Transport}.ssl.require-mutual-authentication", true),
        ($"{Transport}.ssl.validate-certificate-hostname", true),
        ("akka.remote.use-passive-connections", false),
    ];

    /// <returns>Null when connections are not encrypted.</returns>
    /// <exception cref="InvalidSettingException">Encryption is on without a file it needs, or weaker than <c>hocon/tls.conf</c>.</exception>
    internal static TlsSettings? Read(SettingsTree tree)
    {
        if (!IsOn(tree.Config, $"{Transport}.enable-ssl"))
        {
            return tree.Text("tls.certificate", null) is { Length: > 0 } unused
                ? throw new InvalidSettingException($"quantum-cluster.tls.certificate is {unused}, but {Transport}.enable-ssl is off; add --config hocon/tls.conf, or leave the certificate out.")
                : null;
        }

        foreach ((string key, bool value) in Required)
            if (IsOn(tree.Config, key) != value) throw new InvalidSettingException($"{key} is {(value ? "off" : "on")}; nodes that encrypt prove who they are in both directions, so it must be {(value ? "on" : "off")}.");
        string Need(string key, string what) => tree.Text($"tls.{key}", null) is { Length: > 0 } file
            ? file
            : throw new InvalidSettingException($"quantum-cluster.tls.{key} is empty; it must be the file of {what} (qcluster certs makes one).");
        return new(Need("ca", "the authority's certificate"), Need("certificate", "this node's certificate"), Need("key", "this node's private key"), tree.Text("tls.key-password", null));
    }

    private static bool IsOn(Config config, string key)
    {
        try
        {
            return config.GetBoolean(key);
        }
        catch (Exception e) when (e is FormatException or ConfigurationException)
        {
            throw new InvalidSettingException($"{key} is {config.GetString(key)}; it must be on or off.", e);
        }
    }
}
