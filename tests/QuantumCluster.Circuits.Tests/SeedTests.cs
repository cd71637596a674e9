using System.Numerics;

namespace QuantumCluster.Circuits.Tests;

public class SeedTests
{
    [Fact]
    public void Different_keys_give_different_seeds()
    {
        var seen = new HashSet<Seed>();
        for (ulong s = 0; s < 100; s++)
            for (ulong k = 0; k < 100; k++) Assert.True(seen.Add(new Seed(s).For(k)), $"seed {s}, key {k} collides");
    }

    [Fact]
    public void Path_of_keys_matters_not_just_the_keys() => Assert.NotEqual(new Seed(1).For(2).For(3), new Seed(1).For(3).For(2));

    [Fact]
    public void Names_and_their_order_of_letters_matter()
    {
        var root = new Seed(8);
        Assert.Equal(root.For("weights"), root.For("weights"));
        Assert.NotEqual(root.For("ab"), root.For("ba"));
        Assert.NotEqual(root.For(""), root);
        Assert.NotEqual(root.For("a"), new Seed(9).For("a"));
    }

    [Fact]
    public void Neighbouring_keys_differ_in_half_of_their_bits()
    {
        double mean = Enumerable.Range(0, 2_000).Average(k => BitOperations.PopCount(new Seed(5).For((ulong)k).Value ^ new Seed(5).For((ulong)k + 1).Value));
        Assert.InRange(mean, 31.3, 32.7);
    }

    [Fact]
    public void Streams_of_neighbouring_seeds_are_not_shifts_of_each_other()
    {
        // SplitMix64 is a counter: two seeds a small multiple of its step apart would give the same stream, shifted.
        var root = new Seed(11);
        ulong[] Draw(ulong key)
        {
            KeyedRandom random = root.For(key).Generator();
            return [.. Enumerable.Range(0, 1_000).Select(_ => random.NextUInt64())];
        }

        Assert.Equal(50 * 1_000, Enumerable.Range(0, 50).SelectMany(k => Draw((ulong)k)).Distinct().Count());
    }
}
