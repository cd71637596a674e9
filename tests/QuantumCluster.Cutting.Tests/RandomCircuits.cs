using System.Collections.Immutable;
using QuantumCluster.Circuits;
using QuantumCluster.Circuits.Gates;
using QuantumCluster.Circuits.Kernels;
using QuantumCluster.Cutting.Plans;

namespace QuantumCluster.Cutting.Tests;

/// <summary>Circuits that no ladder gives.</summary>
internal static class RandomCircuits
{
    public sealed record CutCircuit(Circuit Circuit, ImmutableArray<WireCut> Cuts);

    /// <summary>A one-layer ladder with one more kernel, from the last qubit to the first.</summary>
    public static Circuit Ring(int qubits, Kernel kernel, out int closing)
    {
        Circuit ladder = new Ladder(qubits, 1, kernel).ToCircuit();
        closing = ladder.Operations.Length;
        return Circuit.Create(qubits, ladder.WeightCount + kernel.WeightCount, qubits, ladder.Operations.AddRange(kernel.On(qubits - 1, 0, ladder.WeightCount)));
    }

    /// <summary>
    /// Two or three blocks of two to four qubits in a row, each sharing one wire with the next, filled with random gates and cut between them.
    /// Weights and inputs are shared by blocks, and some operations of earlier blocks come after later blocks have begun.
    /// </summary>
    /// <param name="diagonalOnEntry">Later blocks then only control from, or act diagonally on, the wire that they take over.</param>
    public static CutCircuit Chain(KeyedRandom random, bool diagonalOnEntry)
    {
        var operations = new List<Operation>();
        var late = new List<Operation>();
        var cuts = ImmutableArray.CreateBuilder<WireCut>();
        int first = 0;
        for (int block = 0, blocks = 2 + random.NextInt(2); block < blocks; block++)
        {
            int last = first + 1 + random.NextInt(3);
            bool isLast = block == blocks - 1;
            if (block > 0) cuts.Add(new WireCut(first, operations.Count));
            int entry = block > 0 && diagonalOnEntry ? first : -1;
            operations.AddRange(Enumerable.Range(first, last - first).Select(q => Operation.Controlled(Gate.CNOT, q, q + 1)));
            for (int i = 0; i < 12; i++)
                if (Draw(random, first, last) is { } o && (entry < 0 || o.IsDiagonalOn(entry))) operations.Add(o);
            operations.AddRange(Enumerable.Range(first, last - first).Select(q => Operation.Controlled(Gate.CRY, q, q + 1, AnAngle(random))));
            for (int i = 0; i < 3 && !isLast; i++)
                if (Draw(random, first, last) is { } o && !o.Touches(last) && (entry < 0 || o.IsDiagonalOn(entry))) late.Add(o);
            first = last;
        }

        return new(Circuit.Create(first + 1, WeightCount, InputCount, operations.Concat(late)), cuts.ToImmutable());
    }

    private const int WeightCount = 6;
    private const int InputCount = 3;

    private static Operation Draw(KeyedRandom random, int first, int last)
    {
        Gate gate = Gate.All[random.NextInt(Gate.All.Length)];
        int target = first + random.NextInt(last - first + 1);
        Angle angle = gate.HasAngle ? AnAngle(random) : default;
        if (gate.Controls == 0) return Operation.On(gate, target, angle);
        int control = first + random.NextInt(last - first);
        return Operation.Controlled(gate, control >= target ? control + 1 : control, target, angle);
    }

    private static Angle AnAngle(KeyedRandom random) => random.NextInt(3) switch
    {
        0 => Angle.Weight(random.NextInt(WeightCount)),
        1 => Angle.Input(random.NextInt(InputCount)),
        _ => Angle.FromRadians(random.NextDouble(-3, 3)),
    };
}
