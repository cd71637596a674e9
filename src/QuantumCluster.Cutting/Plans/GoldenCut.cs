using System.Collections.Immutable;
using QuantumCluster.Circuits;
using QuantumCluster.Cutting.Fragments;

namespace QuantumCluster.Cutting.Plans;

/// <summary>
/// Finds cuts whose X and Y terms vanish for a structural reason: every operation after the cut is diagonal on the prepared wire, and
/// the wire is in the end read in the computational basis, traced out, or handed on through another golden cut. Then preparations with
/// equal populations cannot be told apart, so B_X = B_Y = 0. A sufficient condition: what it does not recognise stays in the plan.
/// </summary>
internal static class GoldenCut
{
    /// <param name="fragments">The fragments of the plan.</param>
    /// <param name="cutCount">Number of cuts.</param>
    /// <param name="readInZ">Whether a qubit of the whole circuit is only ever read in Z, or not at all.</param>
    /// <returns>One flag per cut.</returns>
    public static ImmutableArray<bool> Find(ImmutableArray<Fragment> fragments, int cutCount, Func<int, bool> readInZ)
    {
        // Start from "golden unless this side forbids it" and withdraw until nothing changes: a wire handed on through a cut that is
        // not golden is read in X and Y there.
        var golden = new bool[cutCount];
        Array.Fill(golden, true);
        bool changed = true;
        while (changed)
        {
            changed = false;
            foreach (Fragment fragment in fragments)
                foreach (Leg leg in fragment.Entering)
                    if (golden[leg.Cut] && !Holds(fragment, leg.LocalQubit, golden, readInZ))
                    {
                        golden[leg.Cut] = false;
                        changed = true;
                    }
        }

        return [.. golden];
    }

    private static bool Holds(Fragment fragment, int local, bool[] golden, Func<int, bool> readInZ)
    {
        foreach (Operation operation in fragment.Circuit.Operations)
            if (!operation.IsDiagonalOn(local)) return false;
        foreach (Leg leaving in fragment.Leaving)
            if (leaving.LocalQubit == local) return golden[leaving.Cut];
        return readInZ(fragment.Qubits[local]);
    }
}
