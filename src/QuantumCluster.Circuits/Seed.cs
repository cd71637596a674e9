namespace QuantumCluster.Circuits;

/// <summary>
/// A 64-bit seed from which every random draw is keyed. <c>default</c> is the seed 0 and as good as any other.
/// Deriving by key, never by order of use, is what makes a run's bits independent of workers, retries and arrival order.
/// </summary>
public readonly record struct Seed(ulong Value)
{
    /// <summary>The seed of a named or numbered part of what this seed stands for. Different keys give unrelated seeds.</summary>
    public Seed For(ulong key) => new(KeyedRandom.Mix(KeyedRandom.Mix(Value + 0x9E3779B97F4A7C15UL) ^ (key * 0xD1342543DE82EF95UL + 0x2545F4914F6CDD1DUL)));

    /// <inheritdoc cref="For(ulong)"/>
    public Seed For(string name)
    {
        ulong hash = 14695981039346656037UL; // FNV-1a over UTF-16 code units
        foreach (char c in name) hash = (hash ^ c) * 1099511628211UL;
        return For(hash);
    }

    /// <summary>A generator that starts from this seed; the same seed always gives the same stream.</summary>
    public KeyedRandom Generator() => new(this);

    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
