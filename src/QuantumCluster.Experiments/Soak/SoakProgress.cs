using System.Collections.Immutable;
using QuantumCluster.Actors.Faults;

namespace QuantumCluster.Experiments.Soak;

public enum SoakPhase
{
    Starting,
    Faults,
    Settling,
    FaultFree,
    Done,
}

/// <summary>A moment of a soak, for displays.</summary>
/// <param name="Elapsed">Since the faults began.</param>
/// <param name="WorkersUp">Worker processes that are members now.</param>
/// <param name="Steps">Training steps done; in the phase <see cref="SoakPhase.FaultFree"/> those of the run without faults.</param>
/// <param name="StepsWanted">How many of them there will be; 0 while that is open.</param>
public sealed record SoakProgress(
    SoakPhase Phase, TimeSpan Elapsed, ImmutableSortedDictionary<FaultKind, int> Faults, int WorkersUp, int Steps, int StepsWanted, int Runs, ClusterTotals Totals)
{
    public static SoakProgress None { get; } = new(SoakPhase.Starting, TimeSpan.Zero, ImmutableSortedDictionary<FaultKind, int>.Empty, 0, 0, 0, 0, ClusterTotals.None);
}
