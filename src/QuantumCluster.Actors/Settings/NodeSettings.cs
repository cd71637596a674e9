namespace QuantumCluster.Actors.Settings;

/// <summary>All that one node needs to start. Made by <see cref="Load"/>, valid by construction.</summary>
public sealed record NodeSettings
{
    private NodeSettings() { }

    public NodeRole Role { get; private init; }

    /// <summary>Reads a role file over the built-in defaults; arguments that are given win over the file.</summary>
    /// <param name="configFile">HOCON, for example <c>hocon/worker.conf</c>; null for the defaults alone.</param>
    /// <param name="port">0 (any free port) to 65535.</param>
    /// <param name="seed">HOST:PORT of a coordinator to join.</param>
    /// <param name="devices">1 to 64.</param>
    /// <exception cref="InvalidSettingException">The file is missing or not HOCON, or a key or value is not allowed.</exception>
    public static NodeSettings Load(NodeRole role, string? configFile, int? port = null, string? seed = null, int? devices = null) => throw new NotImplementedException();
}
