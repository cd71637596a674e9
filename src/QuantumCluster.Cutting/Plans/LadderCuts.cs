using System.Collections.Immutable;
using QuantumCluster.Circuits.Kernels;

namespace QuantumCluster.Cutting.Plans;

/// <summary>Where ladders are cut.</summary>
public static class LadderCuts
{
    /// <summary>
    /// The paper's cut (section 3.3): one layer in two halves, through the wire of qubit n/2 − 1 between the kernels that end and begin
    /// on it. For 8 qubits: wire 3, 4 + 5 qubits.
    /// </summary>
    /// <exception cref="ArgumentException">More than one layer, or fewer than 3 qubits.</exception>
    public static ImmutableArray<WireCut> Middle(Ladder ladder)
    {
        if (ladder.Layers != 1) throw new ArgumentException($"A straight cut through the middle severs one wire only in a one-layer ladder; this one has {ladder.Layers} layers.");
        if (ladder.Qubits < 3) throw new ArgumentException($"A ladder of {ladder.Qubits} qubits has no wire between two kernels.");
        int qubit = Math.Max(1, ladder.Qubits / 2 - 1);
        return [new WireCut(qubit, ladder.FirstOperationOf(0, qubit))];
    }

    /// <summary>
    /// Cuts for the fewest fragments on devices of <paramref name="deviceQubits"/>, for any number of layers L; none when the ladder fits
    /// a device. A boundary b runs on the slant: layer l keeps its kernels down to (b − l − 1, b − l) on the earlier side, which severs one
    /// wire per layer, b − l just before the layer's next kernel. A later fragment holds the L wires that enter it and deviceQubits − L
    /// new ones; the first, which alone starts with wires of its own, is the one that is left short. For 8 qubits in one layer on devices of
    /// five this is <see cref="Middle"/>.
    /// </summary>
    /// <returns>By boundary from the first, then by wire.</returns>
    /// <exception cref="ArgumentException">The devices are too narrow for a fragment to hold a wire more than those that enter it.</exception>
    public static ImmutableArray<WireCut> Along(Ladder ladder, int deviceQubits)
    {
        if (ladder.Qubits <= deviceQubits) return [];
        if (deviceQubits <= ladder.Layers)
            throw new ArgumentException($"A cut through {ladder.Layers} layers severs {ladder.Layers} wires, so fragments need at least {ladder.Layers + 1} qubits; "
                + $"the devices have {deviceQubits}. Use wider devices or fewer layers.");
        var boundaries = new Stack<int>();
        for (int last = ladder.Qubits - 1; last >= deviceQubits; last = boundaries.Peek()) boundaries.Push(last - (deviceQubits - ladder.Layers));
        return [.. boundaries.SelectMany(b => Enumerable.Range(b - ladder.Layers + 1, ladder.Layers).Select(wire => new WireCut(wire, ladder.FirstOperationOf(b - wire, wire))))];
    }
}
