using System.Collections.Immutable;

namespace QuantumCluster.Cutting.Execution;

/// <summary>How often each of some variants is run on every sample: one number for all of them, or one for each in their order. At least 1 everywhere. Compares by content.</summary>
public sealed class VariantShots : IEquatable<VariantShots>
{
    private readonly ImmutableArray<int> _each;
    private readonly int _all;

    /// <exception cref="ArgumentException">There is no shot.</exception>
    public VariantShots(int all)
    {
        Require(all);
        (_all, _each) = (all, []);
    }

    /// <exception cref="ArgumentException">There is no variant, or one of them has no shot.</exception>
    public VariantShots(ImmutableArray<int> each)
    {
        if (each.IsDefaultOrEmpty) throw new ArgumentException("Shots for each variant need at least one variant.", nameof(each));
        foreach (int shots in each) Require(shots);
        _each = each;
    }

    /// <summary>Number of variants; null when one number holds for however many there are.</summary>
    public int? Variants => _each.IsEmpty ? null : _each.Length;

    /// <summary>The largest number.</summary>
    public int Most => _each.IsEmpty ? _all : _each.Max();

    public int this[int variant] => _each.IsEmpty ? _all : _each[variant];

    public static implicit operator VariantShots(int all) => new(all);

    /// <summary>Those of variants <paramref name="first"/> … <paramref name="first"/> + <paramref name="count"/> − 1.</summary>
    public VariantShots Slice(int first, int count) => _each.IsEmpty || count == _each.Length ? this : new(_each.Slice(first, count));

    /// <summary>Shots of the first <paramref name="variants"/> variants together, on one sample.</summary>
    public long Total(int variants)
    {
        long total = 0;
        for (int v = 0; v < variants; v++) total += this[v];
        return total;
    }

    public bool Equals(VariantShots? other) => other is not null && _all == other._all && _each.AsSpan().SequenceEqual(other._each.AsSpan());

    public override bool Equals(object? obj) => Equals(obj as VariantShots);

    public override int GetHashCode() => _each.Aggregate(_all, HashCode.Combine);

    public override string ToString() => _each.IsEmpty ? $"{_all}" : string.Join(", ", _each);

    private static void Require(int shots)
    {
        if (shots < 1) throw new ArgumentException($"Each variant is to be run {shots} times; give at least 1 shot.");
    }
}
