namespace QuantumCluster.Cli.Door;

/// <summary>What the user gave cannot be used. The message is one sentence that names the value, the limit and the way out.</summary>
internal sealed class BadInputException(string message, Exception? inner = null) : Exception(message, inner);
