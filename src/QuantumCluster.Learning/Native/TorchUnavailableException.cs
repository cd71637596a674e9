namespace QuantumCluster.Learning.Native;

/// <summary>Torch cannot run here. The message is one sentence for the user.</summary>
public sealed class TorchUnavailableException(string message) : Exception(message);
