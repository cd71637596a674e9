namespace QuantumCluster.Circuits;

/// <summary>
/// SplitMix64 (Steele, Lea and Flood, 2014): a counter through a mixing function. Small, fast and the same on every platform.
/// Not for cryptography; not thread-safe.
/// </summary>
public sealed class KeyedRandom(Seed seed)
{
    private ulong _state = seed.Value;

    internal static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }

    /// <summary>Begins the stream of <paramref name="seed"/>, as a new generator would: for the many short streams that need no object each.</summary>
    public void Restart(Seed seed) => _state = seed.Value;

    public ulong NextUInt64() => Mix(_state += 0x9E3779B97F4A7C15UL);

    /// <summary>Uniform in [0, 1), 53 bits.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in [<paramref name="low"/>, <paramref name="high"/>).</summary>
    public double NextDouble(double low, double high) => low + (high - low) * NextDouble();

    /// <summary>Uniform in 0 … <paramref name="exclusiveLimit"/> − 1, without bias.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The limit is not positive.</exception>
    public int NextInt(int exclusiveLimit)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(exclusiveLimit);
        ulong limit = (ulong)exclusiveLimit;
        while (true)
        {
            ulong high = Math.BigMul(NextUInt64(), limit, out ulong low);
            if (low >= (0UL - limit) % limit) return (int)high;
        }
    }

    /// <summary>Standard normal (Marsaglia's polar method), with the platform-independent square root and the library's logarithm.</summary>
    public double NextGaussian()
    {
        while (true)
        {
            double u = NextDouble(-1, 1), v = NextDouble(-1, 1), s = u * u + v * v;
            if (s is > 0 and < 1) return u * Math.Sqrt(-2 * Math.Log(s) / s);
        }
    }

    /// <summary>Fisher-Yates: every order equally likely.</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (int i = items.Length - 1; i > 0; i--)
        {
            int j = NextInt(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }
}
