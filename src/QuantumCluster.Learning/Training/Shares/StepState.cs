namespace QuantumCluster.Learning.Training.Shares;

/// <summary>A network's whole state before a step, in the order of <see cref="NetworkNumbers.State"/>. A value: nobody changes the array.</summary>
/// <param name="Step">As in <see cref="ShareKey"/>.</param>
public sealed record StepState(long Step, ReadOnlyMemory<byte> Numbers);
