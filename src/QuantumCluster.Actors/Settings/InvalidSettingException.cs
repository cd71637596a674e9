namespace QuantumCluster.Actors.Settings;

/// <summary>A configuration file or option cannot be used. The message is one sentence for the user: key, value, limit.</summary>
public sealed class InvalidSettingException(string message, Exception? inner = null) : Exception(message, inner);
