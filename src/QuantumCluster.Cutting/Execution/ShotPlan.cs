using QuantumCluster.Circuits;
using QuantumCluster.Cutting.Jobs;

namespace QuantumCluster.Cutting.Execution;

/// <summary>How a run is sampled: every variant equally often on every sample of the batch.</summary>
public sealed record ShotPlan
{
    /// <param name="shotsPerVariant">At least 1, at most the devices' limit.</param>
    /// <param name="seed">
    /// Chance: the same seed gives the same counts wherever and however the run is done. Runs that are to be independent need seeds of their own.
    /// </param>
    /// <exception cref="ArgumentException">There is no shot.</exception>
    public ShotPlan(int shotsPerVariant, Seed seed)
    {
        if (shotsPerVariant < 1) throw new ArgumentException($"Each variant is to be run {shotsPerVariant} times; give at least 1 shot.");
        (ShotsPerVariant, Seed) = (shotsPerVariant, seed);
    }

    public int ShotsPerVariant { get; }

    public Seed Seed { get; }

    /// <summary>What the jobs of a fragment ask for. Fragments draw from seeds of their own: products of their frequencies are unbiased because they are independent.</summary>
    public JobAsk.Counts Of(int fragment) => new(ShotsPerVariant, Seed.For((ulong)fragment));
}
