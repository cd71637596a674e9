using QuantumCluster.Devices.Numerics;

namespace QuantumCluster.Devices.Noise;

/// <summary>
/// What waiting does to a qubit: amplitude damping towards |0⟩ with T1, and as much phase damping that coherence falls with T2. On the
/// Bloch vector x, y ↦ <paramref name="Coherence"/> · x, y and z ↦ 1 − <paramref name="Population"/> · (1 − z).
/// </summary>
/// <param name="Population">e^(−t/T1): the share of |1⟩ that is left.</param>
/// <param name="Coherence">e^(−t/T2), at most the square root of the population's share.</param>
internal readonly record struct Relaxation(double Population, double Coherence)
{
    /// <summary>Chance of a decay of |1⟩.</summary>
    public double Decay => 1 - Population;

    /// <summary>Chance p of a phase flip after the damping: √population · (1 − 2p) = coherence.</summary>
    public double PhaseFlip => Population > 0 ? Math.Max(0, 0.5 * (1 - Coherence / Math.Sqrt(Population))) : 0.5;

    /// <summary>⟨Φ|(R ⊗ 1)(Φ)|Φ⟩ with the maximally entangled Φ: a quarter of the Pauli transfer matrix's trace.</summary>
    public double EntanglementFidelity => 0.25 * (1 + Population + 2 * Coherence);

    public static Relaxation Over(double seconds, double t1, double t2) => new(Exponential.Of(-seconds / t1), Exponential.Of(-seconds / t2));
}
