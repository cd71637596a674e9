using QuantumCluster.Circuits;

namespace QuantumCluster.Cutting.Tests.Encoding;

/// <summary>Bytes that a broken or hostile peer might send, made from good ones.</summary>
internal static class EncodingFuzz
{
    /// <summary>
    /// <paramref name="read"/> must either throw a <see cref="FormatException"/> or give a value that <paramref name="write"/> turns into
    /// exactly the bytes it came from: a canonical form has one spelling, otherwise one value would have several hashes.
    /// </summary>
    public static void RefusedOrCanonical<T>(byte[] good, Func<byte[], T> read, Func<T, byte[]> write, Seed seed)
    {
        Assert.Equal(good, write(read(good)));
        for (int length = 0; length < good.Length; length++) Assert.Throws<FormatException>(() => read(good[..length]));
        Assert.Throws<FormatException>(() => read([.. good, 0]));

        KeyedRandom random = seed.Generator();
        for (int bit = 0; bit < 8 * good.Length; bit++)
        {
            byte[] bad = [.. good];
            bad[bit / 8] ^= (byte)(1 << (bit % 8));
            Check(bad, read, write, $"bit {bit} flipped");
        }

        for (int trial = 0; trial < 3_000; trial++)
        {
            byte[] bad = [.. good];
            for (int n = 1 + random.NextInt(4); n > 0; n--) bad[random.NextInt(bad.Length)] = (byte)random.NextInt(256);
            if (random.NextInt(4) == 0) bad = bad[..random.NextInt(bad.Length)];
            Check(bad, read, write, $"trial {trial}");
        }
    }

    private static void Check<T>(byte[] bytes, Func<byte[], T> read, Func<T, byte[]> write, string what)
    {
        T value;
        try
        {
            value = read(bytes);
        }
        catch (FormatException e)
        {
            Assert.NotEmpty(e.Message);
            return;
        }

        Assert.True(bytes.AsSpan().SequenceEqual(write(value)), $"{what}: accepted, but written back differently.");
    }
}
