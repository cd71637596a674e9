using QuantumCluster.Circuits;
using QuantumCluster.Circuits.Readouts;
using QuantumCluster.Oracle;

namespace QuantumCluster.Cutting.Tests.Oracle;

/// <summary>A readout of the product, answered by the oracle.</summary>
internal static class ReferenceReadouts
{
    public static double[] Of(ReferenceState state, Readout readout) => readout switch
    {
        Readout.Probabilities => state.Probabilities(),
        Readout.Marginal marginal => state.Marginal([.. marginal.Qubits]),
        Readout.Expectations expectations => [.. expectations.Strings.Select(s => state.Expectation(s.ToString()))],
        _ => throw new ArgumentOutOfRangeException(nameof(readout)),
    };

    /// <summary>[samples, outputs] of an arbitrary circuit, one sample at a time.</summary>
    public static double[] Of(Circuit circuit, Readout readout, double[] w, double[] x, int samples) =>
        [.. Enumerable.Range(0, samples).SelectMany(s => Of(ReferenceCircuits.Run(circuit, x[(s * circuit.InputCount)..((s + 1) * circuit.InputCount)], w), readout))];

    public static Readout.Expectations Paulis(params IEnumerable<string> strings) => new([.. strings.Select(PauliString.Parse)]);
}
