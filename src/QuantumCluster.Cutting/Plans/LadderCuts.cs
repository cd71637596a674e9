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
}
