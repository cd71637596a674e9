namespace QuantumCluster.Experiments.Soak;

/// <summary>One run as its client saw it. Times count from the soak's start.</summary>
/// <param name="End">When it was answered, or failed; null while it is under way.</param>
public readonly record struct RunInterval(TimeSpan Start, TimeSpan? End, bool Failed);
