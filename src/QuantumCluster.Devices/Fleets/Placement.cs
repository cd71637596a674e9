using System.Collections.Immutable;
using QuantumCluster.Cutting.Plans;

namespace QuantumCluster.Devices.Fleets;

/// <summary>What a placement is to be good at.</summary>
public enum PlacementPolicy
{
    /// <summary>The least wall time.</summary>
    Fastest,

    /// <summary>The least error by noise.</summary>
    LeastError,

    /// <summary>
    /// Between these two: the least sum of what it loses of each one's advantage over the other, as shares. (T − T of the fastest) / (T of
    /// least error − T of the fastest) + (E − E of least error) / (E of the fastest − E of least error).
    /// </summary>
    Balanced,
}

/// <summary>A plan whose fragments are bound to devices of a fleet, and what that costs.</summary>
public sealed record Placement(PlacementPolicy Policy, CutPlan Plan, Forecast Forecast)
{
    /// <summary>Most placements that are all looked at; where there are more, each policy starts from every fragment in one class and moves one at a time.</summary>
    private const int ExhaustiveLimit = 1024;

    /// <summary>The best placement by each policy, in their order. A pure function of what is given: neither chance nor the state of a cluster is in it.</summary>
    /// <param name="request">Classes in it are not looked at.</param>
    /// <exception cref="ArgumentException">A fragment fits no device of the fleet, or none that answers what the passes ask.</exception>
    public static ImmutableArray<Placement> All(PlanRequest request, IReadOnlyList<Pass> passes, ImmutableArray<DeviceGroup> fleet)
    {
        DeviceGroup[][] choices = [.. CutPlan.Create(request with { Classes = [] }).Fragments.Select(f => Fitting(f, passes, fleet))];
        var known = new Dictionary<string, (CutPlan Plan, Forecast Forecast)>();
        (CutPlan Plan, Forecast Forecast) At(int[] chosen)
        {
            string name = string.Join(' ', chosen);
            if (known.TryGetValue(name, out var placed)) return placed;
            CutPlan plan = CutPlan.Create(request with { Classes = [.. chosen.Select((c, f) => choices[f][c].Profile.Class)] });
            return known[name] = (plan, Forecast.Of(plan, passes, fleet));
        }

        var fastest = Best(choices, At, f => (f.WallTime.TotalSeconds, f.ErrorBound));
        var truest = Best(choices, At, f => (f.ErrorBound, f.WallTime.TotalSeconds));
        double time = fastest.Forecast.WallTime.TotalSeconds, moreTime = truest.Forecast.WallTime.TotalSeconds - time;
        double error = truest.Forecast.ErrorBound, moreError = fastest.Forecast.ErrorBound - error;
        var balanced = moreTime <= 0 || moreError <= 0 ? truest : Best(choices, At, f => ((f.WallTime.TotalSeconds - time) / moreTime + (f.ErrorBound - error) / moreError, f.ErrorBound));
        return [new(PlacementPolicy.Fastest, fastest.Plan, fastest.Forecast), new(PlacementPolicy.LeastError, truest.Plan, truest.Forecast), new(PlacementPolicy.Balanced, balanced.Plan, balanced.Forecast)];
    }

    private static DeviceGroup[] Fitting(FragmentPlan fragment, IReadOnlyList<Pass> passes, ImmutableArray<DeviceGroup> fleet)
    {
        int qubits = fragment.Fragment.Qubits.Length;
        bool exact = passes.Any(p => p.IsAdjoint);
        DeviceGroup[] fitting = [.. fleet.Where(g => g.Profile.Qubits >= qubits && !(exact && g.Profile.Noise is not null))];
        if (fitting.Length > 0) return fitting;
        throw new ArgumentException($"Fragment {fragment.Fragment.Index} needs {(exact ? "noiseless devices, for the adjoint's gradients, " : "devices ")}of at least {qubits} qubits; the fleet has "
            + $"{string.Join(", ", fleet.Select(g => $"{g} of {g.Profile.Qubits}{(g.Profile.Noise is null ? "" : ", noisy")}"))}. {(exact ? "Add such devices, or take gradients by shift." : "Add such devices, or cut another wire.")}");
    }

    private static (CutPlan Plan, Forecast Forecast) Best(DeviceGroup[][] choices, Func<int[], (CutPlan Plan, Forecast Forecast)> at, Func<Forecast, (double, double)> cost)
    {
        if (choices.Aggregate(1L, (all, c) => Math.Min(all * c.Length, ExhaustiveLimit + 1)) <= ExhaustiveLimit)
            return Combinations(choices).Select(at).MinBy(placed => cost(placed.Forecast));
        return Enumerable.Range(0, choices.Max(c => c.Length)).Select(start => Improved([.. choices.Select(c => Math.Min(start, c.Length - 1))])).MinBy(placed => cost(placed.Forecast));

        (CutPlan Plan, Forecast Forecast) Improved(int[] chosen)
        {
            var best = at(chosen);
            for (bool moved = true; moved;)
            {
                moved = false;
                for (int f = 0; f < chosen.Length; f++)
                    for (int c = 0; c < choices[f].Length; c++)
                    {
                        int[] other = [.. chosen];
                        other[f] = c;
                        if (at(other) is var placed && cost(placed.Forecast).CompareTo(cost(best.Forecast)) < 0) (best, chosen, moved) = (placed, other, true);
                    }
            }

            return best;
        }
    }

    private static IEnumerable<int[]> Combinations(DeviceGroup[][] choices) => choices.Aggregate<DeviceGroup[], IEnumerable<int[]>>([[]],
        (heads, choice) => heads.SelectMany(head => Enumerable.Range(0, choice.Length).Select(c => (int[])[.. head, c])));
}
