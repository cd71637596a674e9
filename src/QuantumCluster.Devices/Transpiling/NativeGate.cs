using System.Collections.Immutable;

namespace QuantumCluster.Devices.Transpiling;

/// <summary>What a device carries out; always one of the nested cases. Qubits are places on the device.</summary>
internal abstract record NativeGate
{
    private NativeGate() { }

    /// <summary>One gate on one qubit: these turns, in this order.</summary>
    public sealed record Local(int Place, ImmutableArray<Turn> Turns) : NativeGate;

    /// <summary>The device's entangling gate; for a CNOT the first is the control.</summary>
    public sealed record Pair(int First, int Second) : NativeGate;
}
