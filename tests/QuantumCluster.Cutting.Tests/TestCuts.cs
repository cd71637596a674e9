using System.Collections.Immutable;
using QuantumCluster.Circuits;
using QuantumCluster.Circuits.Kernels;
using QuantumCluster.Circuits.Readouts;
using QuantumCluster.Cutting.Plans;

namespace QuantumCluster.Cutting.Tests;

/// <summary>Cuts that tests have in common.</summary>
internal static class TestCuts
{
    /// <summary>One layer, cut as in the paper, or by hand through the given wires just before the kernel that each is the upper qubit of.</summary>
    public static PlanRequest OneLayer(string kernel, Readout readout, VariantChoice choice, int deviceQubits = 5, params int[] wires)
    {
        var ladder = new Ladder(8, 1, Kernel.Named(kernel)!);
        ImmutableArray<WireCut> cuts = wires.Length == 0 ? LadderCuts.Middle(ladder) : [.. wires.Select(q => new WireCut(q, ladder.FirstOperationOf(0, q)))];
        return new(ladder.ToCircuit(), readout, cuts, choice, deviceQubits, Granularity.Exact);
    }

    /// <summary>The uncut circuit on a device that is wide enough.</summary>
    public static PlanRequest Uncut(Circuit circuit, Readout readout) => new(circuit, readout, [], VariantChoice.Auto, circuit.QubitCount, Granularity.Exact);

    /// <summary>
    /// Two layers of eight qubits in 5 + 5: upstream keeps layer 1 down to the kernel on (3,4) and layer 2 down to (2,3), so wire 4 is
    /// cut before the layer-1 kernel on (4,5) and wire 3 before the layer-2 kernel on (3,4).
    /// </summary>
    public static PlanRequest TwoLayersOnTheSlant(Kernel kernel, Readout readout, VariantChoice choice)
    {
        var ladder = new Ladder(8, 2, kernel);
        return new(ladder.ToCircuit(), readout, [new WireCut(3, ladder.FirstOperationOf(1, 3)), new WireCut(4, ladder.FirstOperationOf(0, 4))], choice, 5, Granularity.Exact);
    }
}
