using QuantumCluster.Cutting.Jobs;

namespace QuantumCluster.Actors.Ledger;

/// <summary>What became of a job under one lease.</summary>
public readonly record struct LeasedOutcome(LeaseId Lease, JobOutcome Outcome);
