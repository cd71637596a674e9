namespace QuantumCluster.Actors.Ledger;

/// <summary>One granting of one job to one worker; unique within a coordinator's life. <c>default</c> is no lease.</summary>
public readonly record struct LeaseId(long Value);
