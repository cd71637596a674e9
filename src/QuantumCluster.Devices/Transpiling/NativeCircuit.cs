using System.Collections.Immutable;
using QuantumCluster.Circuits;
using QuantumCluster.Devices.Profiles;

namespace QuantumCluster.Devices.Transpiling;

/// <summary>
/// A circuit in a device's own gates: CRZ and CRY as CNOTs and rotations, CNOTs as the entangling gate that there is, exchanges where qubits
/// are no neighbours, and all turns of a qubit between two entangling gates as one gate.
/// </summary>
/// <param name="Starts">Place of each qubit of the circuit at the start.</param>
/// <param name="Ends">Place of each qubit at the end.</param>
internal sealed record NativeCircuit(int Qubits, ImmutableArray<NativeGate> Gates, ImmutableArray<int> Starts, ImmutableArray<int> Ends)
{
    public static NativeCircuit Of(Circuit circuit, NativeGates native)
    {
        int[] places = Routing.Places(circuit, native.Coupling);
        ImmutableArray<int> starts = [.. places];
        var gates = ImmutableArray.CreateBuilder<NativeGate>();
        var waiting = new List<Turn>[circuit.QubitCount];
        for (int p = 0; p < waiting.Length; p++) waiting[p] = [];
        foreach (Operation operation in circuit.Operations)
        {
            if (operation.Control >= 0 && native.Coupling == Coupling.Line)
                foreach ((int a, int b) in Routing.Approach(places, operation)) Add(Decomposition.Swap(a, b, native.Entangler));
            Add(Decomposition.Of(operation, operation.Control < 0 ? -1 : places[operation.Control], places[operation.Target], native.Entangler));
        }

        for (int p = 0; p < waiting.Length; p++) Flush(p);
        return new(circuit.QubitCount, gates.ToImmutable(), starts, [.. places]);

        void Add(IEnumerable<NativeGate> parts)
        {
            foreach (NativeGate part in parts)
            {
                if (part is NativeGate.Local local)
                {
                    waiting[local.Place].AddRange(local.Turns);
                    continue;
                }

                var pair = (NativeGate.Pair)part;
                Flush(pair.First);
                Flush(pair.Second);
                gates.Add(pair);
            }
        }

        void Flush(int place)
        {
            if (waiting[place].Count == 0) return;
            gates.Add(new NativeGate.Local(place, [.. waiting[place]]));
            waiting[place].Clear();
        }
    }
}
