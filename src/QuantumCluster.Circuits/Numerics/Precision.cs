namespace QuantumCluster.Circuits.Numerics;

/// <summary>The floating-point type in which a circuit's states, probabilities and gradients are calculated. Angles and results are doubles either way.</summary>
public enum Precision : byte
{
    Double = 0,

    /// <summary>About seven digits, in little more than half of the time. Angles beyond ±2π are brought into that range, in double, before they are rounded.</summary>
    Float = 1,
}
