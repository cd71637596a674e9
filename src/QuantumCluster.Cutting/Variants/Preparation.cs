namespace QuantumCluster.Cutting.Variants;

/// <summary>The state in which the later side of a cut wire starts: an eigenstate of a Pauli operator (paper, equation (15)).</summary>
public enum Preparation : byte
{
    Zero = 0,
    One = 1,
    Plus = 2,
    Minus = 3,
    /// <summary>(|0⟩ + i|1⟩)/√2.</summary>
    PlusI = 4,
    /// <summary>(|0⟩ − i|1⟩)/√2.</summary>
    MinusI = 5,
}
