using System.Collections.Immutable;
using QuantumCluster.Circuits;
using QuantumCluster.Cutting.Jobs;
using QuantumCluster.Cutting.Plans;

namespace QuantumCluster.Cutting.Execution;

/// <summary>How a run is sampled: how often each variant of each fragment is run on every sample of the batch, and by which chance. Compares by content.</summary>
public sealed class ShotPlan : IEquatable<ShotPlan>
{
    /// <summary>Every variant equally often.</summary>
    /// <param name="shotsPerVariant">At least 1, at most the devices' limit.</param>
    /// <param name="seed">
    /// Chance: the same seed gives the same counts wherever and however the run is done. Runs that are to be independent need seeds of their own.
    /// </param>
    /// <exception cref="ArgumentException">There is no shot.</exception>
    public ShotPlan(int shotsPerVariant, Seed seed) => (Shots, Seed) = ([new VariantShots(shotsPerVariant)], seed);

    /// <param name="shots">One entry per fragment of the plan, or a single one for all of them.</param>
    /// <inheritdoc cref="ShotPlan(int, Seed)"/>
    public ShotPlan(ImmutableArray<VariantShots> shots, Seed seed)
    {
        if (shots.IsDefaultOrEmpty) throw new ArgumentException("A shot plan needs at least one fragment.", nameof(shots));
        (Shots, Seed) = (shots, seed);
    }

    /// <summary>One entry per fragment, or a single one for all of them.</summary>
    public ImmutableArray<VariantShots> Shots { get; }

    public Seed Seed { get; }

    /// <summary>The number of shots where every variant has the same; null where they differ.</summary>
    public int? ShotsPerVariant => Shots is [{ Variants: null } all] ? all.Most : null;

    /// <summary>How often the variants of a fragment are run.</summary>
    public VariantShots Of(int fragment) => Shots.Length == 1 ? Shots[0] : Shots[fragment];

    /// <summary>What the jobs of a fragment ask for. Fragments draw from seeds of their own: products of their frequencies are unbiased because they are independent.</summary>
    public JobAsk.Counts Ask(int fragment) => new(Of(fragment), Seed.For((ulong)fragment));

    /// <summary>Shots of all variants together, on one sample.</summary>
    public long PerSample(CutPlan plan) => plan.Fragments.Select((f, i) => Of(i).Total(f.Program.Variants.Length)).Sum();

    /// <exception cref="ArgumentException">The plan has another number of fragments or variants.</exception>
    public void RequireFits(CutPlan plan)
    {
        if (Shots.Length != 1 && Shots.Length != plan.Fragments.Length) throw new ArgumentException($"The plan has {plan.Fragments.Length} fragments; shots for {Shots.Length} were given.");
        for (int f = 0; f < plan.Fragments.Length; f++)
            if (Of(f).Variants is { } variants && variants != plan.Fragments[f].Program.Variants.Length)
                throw new ArgumentException($"Fragment {f} has {plan.Fragments[f].Program.Variants.Length} variants; shots for {variants} were given.");
    }

    public bool Equals(ShotPlan? other) => other is not null && Seed == other.Seed && Shots.AsSpan().SequenceEqual(other.Shots.AsSpan());

    public override bool Equals(object? obj) => Equals(obj as ShotPlan);

    public override int GetHashCode() => Shots.Aggregate(Seed.GetHashCode(), HashCode.Combine);

    public override string ToString() => ShotsPerVariant is { } all ? $"{all} shots a variant" : string.Join(" | ", Shots.Select(s => $"{s}")) + " shots";
}
