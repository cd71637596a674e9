using System.Collections.Immutable;
using QuantumCluster.Actors.Ledger;
using QuantumCluster.Experiments.Soak;

namespace QuantumCluster.Experiments.Laboratory.Simulation;

/// <summary>One step of a simulated cluster.</summary>
/// <param name="End">When its last outcome was accepted, or it failed.</param>
/// <param name="Error">Largest difference of its result from the true one; not a number where it failed.</param>
internal readonly record struct SimulatedStep(TimeSpan Start, TimeSpan End, bool Failed, double Error)
{
    public double Milliseconds => (End - Start).TotalMilliseconds;
}

/// <param name="Steps">In their order.</param>
/// <param name="Faults">As they came.</param>
/// <param name="Counts">The ledger's, at the end; after a coordinator's death those of the last one.</param>
/// <param name="CoordinatorBusy">Time in which the coordinator did something.</param>
/// <param name="JobsPerStep">Of every step.</param>
internal sealed record SimulationResult(ImmutableArray<SimulatedStep> Steps, ImmutableArray<InjectedFault> Faults, LedgerCounts Counts, TimeSpan Length, TimeSpan CoordinatorBusy, int JobsPerStep)
{
    /// <summary>Share of the time in which the coordinator did something.</summary>
    public double CoordinatorShare => CoordinatorBusy / Length;

    /// <summary>Jobs of complete steps per second.</summary>
    public double JobsPerSecond => Steps.Count(s => !s.Failed) * JobsPerStep / Length.TotalSeconds;
}
