using System.Collections.Immutable;
using QuantumCluster.Actors.Faults;

namespace QuantumCluster.Experiments.Soak;

/// <summary>What a soak came to.</summary>
/// <param name="Plan">What was planned.</param>
/// <param name="Faults">What was done, in that order.</param>
/// <param name="Missed">Faults that no node would take.</param>
/// <param name="Length">How long the faults went on, from the first moment of the plan to the last answer.</param>
/// <param name="Recoveries">Of the faults that could take work away, by kind; those that hit no run are left out.</param>
/// <param name="AllRecoveries">Of all of them together.</param>
/// <param name="Totals">What the coordinators counted.</param>
/// <param name="Restarts">Worker processes started beyond the first of each place.</param>
/// <param name="Runs">Runs submitted: forward and backward passes of the training and of random batches.</param>
/// <param name="Lost">Runs that failed or were never answered, and jobs that the coordinator still held when every run was over.</param>
/// <param name="Steps">Training steps under faults, each compared with the fault-free run.</param>
/// <param name="Batches">Random batches, each compared with one device in this process.</param>
/// <param name="Differences">What differs from the fault-free run, a sentence each; empty when it is the same to the last bit.</param>
/// <param name="Failures">Stories of runs that failed.</param>
public sealed record SoakReport(
    FaultPlan Plan, ImmutableArray<InjectedFault> Faults, int Missed, TimeSpan Length, ImmutableSortedDictionary<FaultKind, Recovery> Recoveries, Recovery AllRecoveries,
    ClusterTotals Totals, int Restarts, int Runs, int Lost, int Steps, int Batches, ImmutableArray<string> Differences, ImmutableArray<string> Failures)
{
    /// <summary>Every loss, the network and every random batch have the bits of the fault-free run.</summary>
    public bool Identical => Differences.IsEmpty;

    public bool Passed => Identical && Lost == 0;

    public ImmutableSortedDictionary<FaultKind, int> FaultCounts => Count(Faults);

    internal static ImmutableSortedDictionary<FaultKind, int> Count(IEnumerable<InjectedFault> faults) =>
        faults.GroupBy(f => f.Planned.Act.Kind).ToImmutableSortedDictionary(g => g.Key, g => g.Count());

    /// <summary>Compares two trainings to the last bit.</summary>
    internal static IEnumerable<string> Compare(TrainingTrace faulty, TrainingTrace faultFree)
    {
        int steps = Math.Min(faulty.Losses.Length, faultFree.Losses.Length);
        if (faulty.Losses.Length != faultFree.Losses.Length) yield return FormattableString.Invariant($"The training had {faulty.Losses.Length} steps, the fault-free one {faultFree.Losses.Length}.");
        for (int i = 0; i < steps; i++)
        {
            if (BitConverter.DoubleToInt64Bits(faulty.Losses[i]) == BitConverter.DoubleToInt64Bits(faultFree.Losses[i])) continue;
            yield return FormattableString.Invariant($"The loss of step {i + 1} is {faulty.Losses[i]:R}, without faults {faultFree.Losses[i]:R}.");
            break; // the steps after it follow from it
        }

        if (faulty.NetworkDigest != faultFree.NetworkDigest) yield return $"The trained network has the digest {faulty.NetworkDigest}, without faults {faultFree.NetworkDigest}.";
    }
}
