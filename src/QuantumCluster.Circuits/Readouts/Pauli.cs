namespace QuantumCluster.Circuits.Readouts;

/// <summary>The Pauli operators of paper, equation (13).</summary>
public enum Pauli : byte
{
    I = 0,
    X = 1,
    Y = 2,
    Z = 3,
}
