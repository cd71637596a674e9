using System.Collections.Immutable;
using QuantumCluster.Circuits;
using QuantumCluster.Cutting.Variants;

namespace QuantumCluster.Devices.Fused;

/// <summary>
/// A program's circuit as blocks: product states join the state one qubit at a time, as its least significant bit, each through the first
/// block that ties it to a qubit already there. Basis states of the prepared qubits (branches) are further, most significant bits that no
/// gate touches.
/// </summary>
internal sealed class FusedCircuit
{
    /// <summary>Amplitudes kept per sample, over all steps: beyond that a gate-by-gate run, which keeps three states, is the better one.</summary>
    private const int AmplitudeLimit = 1 << 15;

    /// <summary>One step of the evolution. Bits are positions in the state before the step, 0 the least significant.</summary>
    /// <param name="Bits">Bits of the state before the step.</param>
    public abstract record Step(int Bits)
    {
        /// <summary>A qubit joins without being tied to another.</summary>
        public sealed record Product(int Bits, int Qubit) : Step(Bits);

        /// <summary>A qubit joins as second qubit of a block whose first is there.</summary>
        public sealed record Join(int Bits, int Block, int FirstBit, int Qubit) : Step(Bits);

        /// <summary>A block on two qubits that are there.</summary>
        public sealed record Both(int Bits, int Block, int FirstBit, int SecondBit) : Step(Bits);

        public int BitsAfter => this is Both ? Bits : Bits + 1;
    }

    private FusedCircuit(ImmutableArray<Wire> wires, ImmutableArray<FusedBlock> blocks, ImmutableArray<Step> steps, ImmutableArray<int> bitOf, int prepared) =>
        (Wires, Blocks, Steps, BitOf, Prepared) = (wires, blocks, steps, bitOf, prepared);

    public ImmutableArray<Wire> Wires { get; }

    public ImmutableArray<FusedBlock> Blocks { get; }

    public ImmutableArray<Step> Steps { get; }

    /// <summary>Position of each qubit's bit in the final state.</summary>
    public ImmutableArray<int> BitOf { get; }

    public int Prepared { get; }

    /// <summary>Bits of the final state: qubits, and above them the branches.</summary>
    public int FinalBits => BitOf.Length + Prepared;

    /// <summary>Null when the circuit is not of this shape: an input angle beyond the start of a wire, a qubit without a partner, a state too large.</summary>
    public static FusedCircuit? Of(FragmentProgram program)
    {
        Circuit circuit = program.Circuit;
        Wire[] wires = [.. Enumerable.Range(0, circuit.QubitCount).Select(q => new Wire(program.PreparedQubits.Contains(q)))];
        var pairs = new List<(int Upper, int Lower, List<Operation> Operations)>();
        var last = new int[circuit.QubitCount];
        Array.Fill(last, -1);
        foreach (Operation operation in circuit.Operations)
        {
            int target = operation.Target, control = operation.Control;
            if (control < 0 && last[target] < 0)
            {
                if (!wires[target].Add(operation)) return null;
                continue;
            }

            if (operation.Angle.Source == AngleSource.Input) return null;
            if (control >= 0 && (last[target] < 0 || last[target] != last[control]))
            {
                IEnumerable<Operation> Leading(int q) => last[q] < 0 ? wires[q].Leading : [];
                pairs.Add((Math.Min(target, control), Math.Max(target, control), [.. Leading(target), .. Leading(control)]));
                last[target] = last[control] = pairs.Count - 1;
            }

            pairs[last[target]].Operations.Add(operation);
        }

        return last.Contains(-1) ? null : Place(program, wires, pairs);
    }

    private static FusedCircuit? Place(FragmentProgram program, Wire[] wires, List<(int Upper, int Lower, List<Operation> Operations)> pairs)
    {
        var joined = new List<int>(program.PreparedQubits);
        var blocks = ImmutableArray.CreateBuilder<FusedBlock>();
        var steps = ImmutableArray.CreateBuilder<Step>();
        var seen = new HashSet<int>();
        int prepared = program.PreparedQubits.Length;
        long amplitudes = 1L << (2 * prepared);
        void Add(Step step)
        {
            steps.Add(step);
            amplitudes += 1L << Math.Min(step.BitsAfter, 40);
        }

        foreach ((int upper, int lower, List<Operation> operations) in pairs)
        {
            int BitOf(int qubit) => joined.Count - 1 - joined.IndexOf(qubit);
            if (!joined.Contains(upper) && !joined.Contains(lower))
            {
                Add(new Step.Product(prepared + joined.Count, upper));
                joined.Add(upper);
            }

            (int first, int second) = joined.Contains(upper) ? (upper, lower) : (lower, upper);
            (int Bit, int Input)[] encoded = [.. new[] { (Bit: 2, Qubit: first), (Bit: 1, Qubit: second) }
                .Where(e => seen.Add(e.Qubit) && wires[e.Qubit].Input >= 0).Select(e => (e.Bit, wires[e.Qubit].Input))];
            blocks.Add(new FusedBlock([.. operations.Select(o => new BlockGate(o, first))], encoded));
            if (joined.Contains(second))
            {
                Add(new Step.Both(prepared + joined.Count, blocks.Count - 1, BitOf(first), BitOf(second)));
            }
            else
            {
                Add(new Step.Join(prepared + joined.Count, blocks.Count - 1, BitOf(first), second));
                joined.Add(second);
            }
        }

        return amplitudes > AmplitudeLimit ? null
            : new([.. wires], blocks.ToImmutable(), steps.ToImmutable(), [.. Enumerable.Range(0, wires.Length).Select(q => joined.Count - 1 - joined.IndexOf(q))], prepared);
    }
}
