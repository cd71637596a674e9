namespace QuantumCluster.Devices.Profiles;

/// <summary>The two-qubit gate that a device has; every other one is made of it and of gates on one qubit.</summary>
public enum Entangler : byte
{
    Cnot = 0,
    /// <summary>diag(1, 1, 1, −1).</summary>
    Cz = 1,
    /// <summary>exp(−i π/4 X⊗X): the Mølmer-Sørensen gate of trapped ions, fully entangling.</summary>
    Xx = 2,
}

/// <summary>Between which qubits a two-qubit gate can act.</summary>
public enum Coupling : byte
{
    /// <summary>Qubit q and q + 1.</summary>
    Line = 0,
    All = 1,
}

/// <summary>What a device can do. A gate on one qubit is one rotation, or any product of them that stands between two entangling gates.</summary>
/// <param name="VirtualZ">Whether rotations about Z are only a shift of the clock of all that follows: no time, no error.</param>
public sealed record NativeGates(Entangler Entangler, Coupling Coupling, bool VirtualZ)
{
    /// <summary>CNOT on a line, RZ virtual.</summary>
    public static NativeGates Usual { get; } = new(Entangler.Cnot, Coupling.Line, true);
}
