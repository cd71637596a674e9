using System.Collections.Immutable;

namespace QuantumCluster.Cutting.Execution;

/// <summary>
/// Numbers for every fragment of a plan: measured probabilities, or cotangents for them. Entry f is [variant, outcome, sample] of
/// fragment f, samples innermost, variants and outcomes as in its <see cref="Variants.FragmentProgram"/>.
/// </summary>
public sealed record FragmentTensors(ImmutableArray<double[]> Fragments, int Samples);
