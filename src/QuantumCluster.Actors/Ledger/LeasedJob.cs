using QuantumCluster.Cutting.Jobs;

namespace QuantumCluster.Actors.Ledger;

/// <param name="Attempt">1 for the first time that the job is granted.</param>
public readonly record struct LeasedJob(LeaseId Lease, int Attempt, FragmentJob Job);
