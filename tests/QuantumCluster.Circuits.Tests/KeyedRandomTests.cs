namespace QuantumCluster.Circuits.Tests;

public class KeyedRandomTests
{
    [Fact]
    public void Stream_is_SplitMix64()
    {
        // First outputs for the seed 1234567, as published with the algorithm's reference code.
        KeyedRandom random = new Seed(1234567).Generator();
        ulong[] expected = [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821];
        Assert.Equal(expected, Enumerable.Range(0, 5).Select(_ => random.NextUInt64()));
    }

    [Fact]
    public void Same_seed_gives_the_same_stream_and_another_seed_another()
    {
        ulong[] Draw(ulong seed)
        {
            KeyedRandom random = new Seed(seed).Generator();
            return [.. Enumerable.Range(0, 100).Select(_ => random.NextUInt64())];
        }

        Assert.Equal(Draw(42), Draw(42));
        Assert.Empty(Draw(42).Intersect(Draw(43)));
    }

    [Fact]
    public void Doubles_fill_their_interval_evenly()
    {
        KeyedRandom random = new Seed(3).Generator();
        var counts = new int[16];
        for (int i = 0; i < 160_000; i++)
        {
            double v = random.NextDouble(-2, 2);
            Assert.InRange(v, -2, 2 - 1e-12);
            counts[(int)((v + 2) * 4)]++;
        }

        Assert.All(counts, c => Assert.InRange(c, 9_500, 10_500));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(10)]
    public void Integers_below_a_limit_are_equally_likely(int limit)
    {
        KeyedRandom random = new Seed(4).Generator();
        var counts = new int[limit];
        for (int i = 0; i < 10_000 * limit; i++) counts[random.NextInt(limit)]++;
        Assert.All(counts, c => Assert.InRange(c, 9_500, 10_500));
    }

    [Fact]
    public void Large_limits_show_no_modulo_bias()
    {
        // With the remainder of 2^31 draws instead, the lower third of 0 … 3·2^29 would come twice as often.
        KeyedRandom random = new Seed(5).Generator();
        const int limit = 3 << 29;
        int low = Enumerable.Range(0, 60_000).Count(_ => random.NextInt(limit) < 1 << 29);
        Assert.InRange(low, 19_300, 20_700);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Limit_without_numbers_below_it_is_refused(int limit) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Seed(1).Generator().NextInt(limit));

    [Fact]
    public void Gaussians_have_mean_zero_and_variance_one()
    {
        KeyedRandom random = new Seed(6).Generator();
        double[] draws = [.. Enumerable.Range(0, 100_000).Select(_ => random.NextGaussian())];
        Assert.InRange(draws.Average(), -0.02, 0.02);
        Assert.InRange(draws.Average(d => d * d), 0.97, 1.03);
        Assert.InRange(draws.Average(d => d * d * d * d), 2.8, 3.2);
        Assert.InRange(draws.Count(d => d > 0), 49_000, 51_000);
    }

    [Fact]
    public void Shuffle_makes_every_order_equally_likely_and_loses_nothing()
    {
        KeyedRandom random = new Seed(7).Generator();
        var counts = new Dictionary<string, int>();
        for (int i = 0; i < 24_000; i++)
        {
            char[] letters = ['a', 'b', 'c', 'd'];
            random.Shuffle<char>(letters);
            string order = new(letters);
            counts[order] = counts.GetValueOrDefault(order) + 1;
        }

        Assert.Equal(24, counts.Count);
        Assert.All(counts, c => Assert.Equal("abcd", new string([.. c.Key.Order()])));
        Assert.All(counts.Values, c => Assert.InRange(c, 850, 1150));
    }
}
