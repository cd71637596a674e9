namespace QuantumCluster.Circuits.Gates;

/// <summary>One term of a parameter-shift rule: df/dθ = Σ coefficient · f(θ + shift). Shift in radians.</summary>
public readonly record struct ShiftTerm(double Shift, double Coefficient);
