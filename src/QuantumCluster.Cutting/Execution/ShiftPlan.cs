using QuantumCluster.Circuits;
using QuantumCluster.Cutting.Jobs;

namespace QuantumCluster.Cutting.Execution;

/// <summary>How gradients are taken by parameter shift: from exact probabilities, or from shots.</summary>
public sealed record ShiftPlan
{
    /// <summary>Fewest shots: one alone says nothing about its own error.</summary>
    public const int LeastShots = 2;

    /// <param name="shotsPerVariant">Of every variant in every shifted circuit; at least 2, at most the devices' limit.</param>
    /// <param name="seed">
    /// Chance: every draw is keyed by it, the fragment, the operation, the term of its shift rule, the variant and the sample, so the same seed
    /// gives the same bits wherever and however the run is done. The forward pass and other steps need seeds of their own.
    /// </param>
    /// <exception cref="ArgumentException">There are too few shots.</exception>
    public ShiftPlan(int shotsPerVariant, Seed seed)
    {
        if (shotsPerVariant < LeastShots)
            throw new ArgumentException($"Each shifted variant is to be run {shotsPerVariant} times; give at least {LeastShots} shots, of which the error can be told, or none for exact probabilities.");
        (ShotsPerVariant, Seed) = (shotsPerVariant, seed);
    }

    private ShiftPlan()
    {
    }

    /// <summary>From exact probabilities. Simulators only.</summary>
    public static ShiftPlan Exact { get; } = new();

    /// <summary>Null for exact probabilities.</summary>
    public int? ShotsPerVariant { get; }

    public Seed Seed { get; }

    /// <summary>What the jobs of a fragment ask for; fragments draw from seeds of their own.</summary>
    /// <param name="cotangents">As in <see cref="JobAsk.ShiftProduct"/>.</param>
    public JobAsk.ShiftProduct Of(int fragment, double[] cotangents) => new(cotangents, ShotsPerVariant, Seed.For((ulong)fragment));
}
