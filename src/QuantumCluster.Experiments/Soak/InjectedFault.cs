using QuantumCluster.Actors.Faults;

namespace QuantumCluster.Experiments.Soak;

/// <summary>A fault as it really came.</summary>
/// <param name="Planned">As in the plan.</param>
/// <param name="Node">The worker that it hit: the planned one, or the next that was up.</param>
/// <param name="At">Since the soak's start. Behind the plan when the machine is slow, or when too few other workers were up.</param>
public sealed record InjectedFault(Fault Planned, int Node, TimeSpan At);
