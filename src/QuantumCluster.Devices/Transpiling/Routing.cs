using QuantumCluster.Circuits;
using QuantumCluster.Devices.Profiles;

namespace QuantumCluster.Devices.Transpiling;

/// <summary>Where a circuit's qubits stand on a line, and the exchanges that bring two of them together.</summary>
internal static class Routing
{
    /// <summary>Widest circuit for which every order of the line is tried: 720 of them.</summary>
    private const int SearchLimit = 6;

    /// <returns>Place of each qubit at the start: in their own order where that needs no exchange, else the first order that needs the fewest.</returns>
    public static int[] Places(Circuit circuit, Coupling coupling)
    {
        int[] straight = [.. Enumerable.Range(0, circuit.QubitCount)];
        int fewest = coupling == Coupling.All ? 0 : Exchanges(circuit, straight);
        if (fewest == 0 || circuit.QubitCount > SearchLimit) return straight;
        int[] best = straight;
        foreach (int[] places in Orders(straight, 0))
            if (Exchanges(circuit, places) is var count && count < fewest) (best, fewest) = ([.. places], count);
        return best;
    }

    /// <summary>The neighbours to exchange so that the control of an operation comes to stand beside its target; updates <paramref name="places"/>.</summary>
    public static IEnumerable<(int A, int B)> Approach(int[] places, Operation operation)
    {
        while (Math.Abs(places[operation.Control] - places[operation.Target]) > 1)
        {
            int from = places[operation.Control], to = from + Math.Sign(places[operation.Target] - from), other = Array.IndexOf(places, to);
            (places[operation.Control], places[other]) = (to, from);
            yield return (from, to);
        }
    }

    private static int Exchanges(Circuit circuit, int[] start)
    {
        int[] places = [.. start];
        return circuit.Operations.Where(o => o.Control >= 0).Sum(o => Approach(places, o).Count());
    }

    private static IEnumerable<int[]> Orders(int[] items, int from)
    {
        if (from == items.Length) yield return items;
        for (int i = from; i < items.Length; i++)
        {
            (items[from], items[i]) = (items[i], items[from]);
            foreach (int[] order in Orders(items, from + 1)) yield return order;
            (items[from], items[i]) = (items[i], items[from]);
        }
    }
}
