using System.Collections.Immutable;
using QuantumCluster.Circuits;

namespace QuantumCluster.Actors.Faults;

/// <param name="At">Since the plan's start, in whole milliseconds.</param>
/// <param name="Node">Which worker, from 0. Spare workers, which come and go, have the numbers after the others.</param>
public sealed record Fault(TimeSpan At, int Node, FaultAct Act);

/// <summary>What is to go wrong, and when: data that can be written, read and played again. See <see cref="FaultPlanText"/> for its form in files.</summary>
/// <param name="Seed">Of whatever chance is left when the plan is played: which frames are lost, how outcomes are damaged.</param>
/// <param name="Length">How long the plan lasts; no fault comes later.</param>
/// <param name="Workers">Workers that are there from the start and come back when they die.</param>
/// <param name="Spares">Workers that <see cref="FaultAct.Add"/> starts and <see cref="FaultAct.Drain"/> ends.</param>
/// <param name="Faults">Earliest first.</param>
public sealed record FaultPlan(Seed Seed, TimeSpan Length, int Workers, int Spares, ImmutableArray<Fault> Faults)
{
    /// <summary>The seed of the fault at this place in <see cref="Faults"/>.</summary>
    public Seed SeedOf(int fault) => Seed.For("fault").For((ulong)fault);

    public bool Equals(FaultPlan? other) => other is not null && (Seed, Length, Workers, Spares) == (other.Seed, other.Length, other.Workers, other.Spares) && Faults.SequenceEqual(other.Faults);

    public override int GetHashCode() => HashCode.Combine(Seed, Length, Workers, Spares, Faults.Length);
}
