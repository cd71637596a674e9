using System.Collections.Immutable;

namespace QuantumCluster.Actors.Ledger;

/// <param name="Next">The ledger after the event. The ledger before it is used up: at tens of thousands of jobs a second it is not copied.</param>
public readonly record struct LedgerStep(RunLedger Next, ImmutableArray<LedgerEffect> Effects);
