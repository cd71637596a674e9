namespace QuantumCluster.Cutting.Execution;

/// <summary>A run could not be completed. The message is one or more sentences for the user.</summary>
public sealed class ExecutionFailedException(string message, Exception? inner = null) : Exception(message, inner);
