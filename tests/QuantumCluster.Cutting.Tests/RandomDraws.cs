using System.Collections.Immutable;
using QuantumCluster.Circuits;
using QuantumCluster.Circuits.Readouts;
using QuantumCluster.Cutting.Tests.Oracle;

namespace QuantumCluster.Cutting.Tests;

internal static class RandomDraws
{
    public static double[] Angles(this KeyedRandom random, int count, double limit = Math.PI) =>
        [.. Enumerable.Range(0, count).Select(_ => random.NextDouble(-limit, limit))];

    public static double[] Gaussians(this KeyedRandom random, int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextGaussian())];

    /// <summary>A random subset of the qubits, in random order.</summary>
    public static Readout.Marginal Marginal(this KeyedRandom random, params IEnumerable<int> among)
    {
        int[] qubits = [.. among];
        random.Shuffle<int>(qubits);
        return new([.. qubits.Take(1 + random.NextInt(qubits.Length))]);
    }

    public static string Pauli(this KeyedRandom random, int qubits, string letters = "IXYZ") =>
        new([.. Enumerable.Range(0, qubits).Select(_ => letters[random.NextInt(letters.Length)])]);

    /// <summary>Every kind of readout of eight qubits cut on wire 3, some only on one side of the cut.</summary>
    public static ImmutableArray<Readout> ReadoutsOfEight(this KeyedRandom random) =>
    [
        new Readout.Probabilities(),
        random.Marginal(Enumerable.Range(0, 8)),
        random.Marginal(Enumerable.Range(0, 8)),
        random.Marginal(0, 1, 2),
        random.Marginal(4, 5, 6, 7),
        new Readout.Marginal(3),
        ReferenceReadouts.Paulis("IIIIIIII", "IIIXIIII", "IIIYIIII", "IIIZIIII", "XIIIIIII", "IIIIIIIY"),
        ReferenceReadouts.Paulis(random.Pauli(8, "IZ"), random.Pauli(8, "IZ")),
        ReferenceReadouts.Paulis([.. Enumerable.Range(0, 6).Select(_ => random.Pauli(8))]),
    ];
}
