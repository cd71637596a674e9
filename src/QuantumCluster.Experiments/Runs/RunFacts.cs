namespace QuantumCluster.Experiments.Runs;

/// <summary>What the caller knows of a run and <c>metrics.json</c> reports.</summary>
/// <param name="Settings">The run's options by name, in the order to be shown.</param>
/// <param name="PlanJson">The plan as a JSON object.</param>
public sealed record RunFacts(ulong Seed, IReadOnlyList<KeyValuePair<string, string>> Settings, string PlanJson);

/// <summary>What a training run asked of its cluster.</summary>
/// <param name="Jobs">Jobs of this process's forward and backward passes.</param>
/// <param name="SecondsAsked">Wall time during which the training waited for the cluster.</param>
/// <param name="JobsRequeued">Leases that ended without an outcome and were granted again, since the cluster's start.</param>
public sealed record ClusterFigures(string Name, int Nodes, int Devices, long Jobs, double SecondsAsked, long JobsRequeued);
