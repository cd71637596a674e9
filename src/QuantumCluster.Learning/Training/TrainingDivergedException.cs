namespace QuantumCluster.Learning.Training;

/// <summary>The network's numbers are no longer finite. The message is one sentence for the user.</summary>
public sealed class TrainingDivergedException(string message, Exception? inner = null) : Exception(message, inner);
