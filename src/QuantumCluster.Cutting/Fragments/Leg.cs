namespace QuantumCluster.Cutting.Fragments;

/// <summary>One side of a cut inside a fragment: cut number <see cref="Cut"/> of the plan ends on the fragment's <see cref="LocalQubit"/>.</summary>
public readonly record struct Leg(int Cut, int LocalQubit);
