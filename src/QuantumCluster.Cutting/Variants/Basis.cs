namespace QuantumCluster.Cutting.Variants;

/// <summary>The Pauli basis in which a qubit is measured; outcome 0 is the eigenvalue +1.</summary>
public enum Basis : byte
{
    /// <summary>As it stands.</summary>
    Z = 0,
    /// <summary>H, then Z.</summary>
    X = 1,
    /// <summary>S†, then H, then Z.</summary>
    Y = 2,
}
