using System.Collections.Immutable;
using QuantumCluster.Circuits;
using QuantumCluster.Cutting.Plans;

namespace QuantumCluster.Cutting.Fragments;

/// <summary>Severs wires and collects what still hangs together. Any number of cuts and fragments.</summary>
internal static class Fragmenter
{
    /// <summary>The fragments of <paramref name="circuit"/> after <paramref name="cuts"/>, ordered by their first wire segment, so that a chain comes out upstream first.</summary>
    /// <param name="deviceQubits">A circuit that fits a device of this width uncut stays one fragment, even where no operation holds its wires together.</param>
    /// <exception cref="ArgumentException">A cut lies outside the circuit, twice at one place, or at the start or end of its wire, where it would separate nothing.</exception>
    public static ImmutableArray<Fragment> Split(Circuit circuit, ImmutableArray<WireCut> cuts, int deviceQubits)
    {
        Segments segments = Segments.Of(circuit, cuts);
        int[] component = cuts.IsEmpty && circuit.QubitCount <= deviceQubits ? new int[circuit.QubitCount] : segments.Components(circuit);
        int[] order = [.. component.Distinct()];
        return [.. order.Select((id, index) => Build(circuit, cuts, segments, component, id, index))];
    }

    private static Fragment Build(Circuit circuit, ImmutableArray<WireCut> cuts, Segments segments, int[] component, int id, int index)
    {
        int[] mine = [.. Enumerable.Range(0, component.Length).Where(s => component[s] == id)];
        Dictionary<int, int> local = mine.Select((segment, i) => (segment, i)).ToDictionary(p => p.segment, p => p.i);
        int[] operations = [.. Enumerable.Range(0, circuit.Operations.Length).Where(o => local.ContainsKey(segments.At(circuit.Operations[o].Target, o)))];
        ImmutableArray<int> weights = Used(circuit, operations, AngleSource.Weight), inputs = Used(circuit, operations, AngleSource.Input);

        var relabelled = operations.Select(o =>
        {
            Operation operation = circuit.Operations[o];
            Angle angle = operation.Angle.Source switch
            {
                AngleSource.Weight => Angle.Weight(weights.BinarySearch(operation.Angle.Index)),
                AngleSource.Input => Angle.Input(inputs.BinarySearch(operation.Angle.Index)),
                _ => operation.Angle,
            };
            return operation.Relabel(q => local[segments.At(q, o)], angle);
        });

        var entering = ImmutableArray.CreateBuilder<Leg>();
        var leaving = ImmutableArray.CreateBuilder<Leg>();
        for (int c = 0; c < cuts.Length; c++)
        {
            int after = segments.At(cuts[c].Qubit, cuts[c].BeforeOperation);
            if (local.TryGetValue(after, out int prepared)) entering.Add(new Leg(c, prepared));
            if (local.TryGetValue(after - 1, out int measured)) leaving.Add(new Leg(c, measured));
        }

        return new Fragment(index,
            Circuit.Create(mine.Length, weights.Length, inputs.Length, relabelled),
            [.. mine.Select(segments.QubitOf)], weights, inputs, entering.ToImmutable(), leaving.ToImmutable(),
            [.. mine.Where(segments.IsLast).Select(s => local[s])]);
    }

    private static ImmutableArray<int> Used(Circuit circuit, int[] operations, AngleSource source) =>
        [.. operations.Select(o => circuit.Operations[o].Angle).Where(a => a.Source == source).Select(a => a.Index).Distinct().Order()];

    /// <summary>The wires as numbered segments, ordered by qubit and then by time: cuts separate segment s from segment s + 1 of the same qubit.</summary>
    private sealed class Segments
    {
        private readonly int[] _first;
        private readonly int[][] _cutsOf;
        private readonly int[] _qubit;

        private Segments(int[] first, int[][] cutsOf, int[] qubit) => (_first, _cutsOf, _qubit) = (first, cutsOf, qubit);

        public static Segments Of(Circuit circuit, ImmutableArray<WireCut> cuts)
        {
            foreach (WireCut cut in cuts)
            {
                if (cut.Qubit < 0 || cut.Qubit >= circuit.QubitCount)
                    throw new ArgumentException($"The cut of {cut} names a qubit outside 0 to {circuit.QubitCount - 1}.");
                bool before = circuit.Operations.Take(cut.BeforeOperation).Any(o => o.Touches(cut.Qubit));
                bool after = circuit.Operations.Skip(cut.BeforeOperation).Any(o => o.Touches(cut.Qubit));
                if (!before || !after)
                    throw new ArgumentException($"The cut of {cut} has no operation on one of its sides, so it separates nothing.");
            }

            int[][] cutsOf = [.. Enumerable.Range(0, circuit.QubitCount).Select(q => cuts.Where(c => c.Qubit == q).Select(c => c.BeforeOperation).Order().ToArray())];
            var first = new int[circuit.QubitCount];
            var qubit = new List<int>();
            for (int q = 0; q < circuit.QubitCount; q++)
            {
                foreach ((int earlier, int later) in cutsOf[q].Zip(cutsOf[q].Skip(1)))
                    if (!circuit.Operations.Skip(earlier).Take(later - earlier).Any(o => o.Touches(q)))
                        throw new ArgumentException($"Wire {q} is cut twice at the same place: no operation on it lies between operations {earlier} and {later}.");
                first[q] = qubit.Count;
                qubit.AddRange(Enumerable.Repeat(q, cutsOf[q].Length + 1));
            }

            return new Segments(first, cutsOf, [.. qubit]);
        }

        /// <summary>The segment of <paramref name="qubit"/> on which operation <paramref name="operation"/> acts.</summary>
        public int At(int qubit, int operation) => _first[qubit] + _cutsOf[qubit].Count(cut => cut <= operation);

        public int QubitOf(int segment) => _qubit[segment];

        public bool IsLast(int segment) => segment + 1 == _qubit.Length || _qubit[segment + 1] != _qubit[segment];

        /// <summary>For each segment the smallest segment that hangs together with it through operations.</summary>
        public int[] Components(Circuit circuit)
        {
            int[] parent = [.. Enumerable.Range(0, _qubit.Length)];
            int Root(int s) => parent[s] == s ? s : parent[s] = Root(parent[s]);
            for (int o = 0; o < circuit.Operations.Length; o++)
            {
                Operation operation = circuit.Operations[o];
                if (operation.Control < 0) continue;
                int a = Root(At(operation.Control, o)), b = Root(At(operation.Target, o));
                parent[Math.Max(a, b)] = Math.Min(a, b);
            }

            return [.. Enumerable.Range(0, parent.Length).Select(Root)];
        }
    }
}
