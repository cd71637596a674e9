using QuantumCluster.Cutting.Jobs;

namespace QuantumCluster.Actors.Ledger;

/// <summary>What became of a job under one lease.</summary>
public readonly record struct LeasedOutcome(LeaseId Lease, JobOutcome Outcome);

/// <summary>An answer under a lease that cannot be true.</summary>
/// <param name="Reason">What is wrong with it: "outcomes of variant 0 sum to 0.7".</param>
public readonly record struct InvalidOutcome(LeaseId Lease, JobKey Key, string Reason);
