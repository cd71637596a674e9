using QuantumCluster.Circuits;
using QuantumCluster.Cutting.Reconstruction;
using QuantumCluster.Oracle;

namespace QuantumCluster.Cutting.Tests.Reconstruction;

public class SampleTreeTests
{
    [Fact]
    public void Blocks_cover_their_share_once_and_are_nodes_of_the_tree()
    {
        for (int first = 0; first < 40; first++)
            for (int count = 0; count < 40; count++)
            {
                var covered = new List<int>();
                foreach (SampleTree.Block b in SampleTree.Blocks(first, count))
                {
                    Assert.Equal(0, b.First % b.Length);
                    covered.AddRange(Enumerable.Range(b.First, b.Length));
                }

                Assert.Equal(Enumerable.Range(first, count), covered);
            }
    }

    [Fact]
    public void Aligned_share_is_one_block()
    {
        Assert.Equal([new SampleTree.Block(64, 6)], SampleTree.Blocks(64, 64));
        Assert.Equal([new SampleTree.Block(0, 4)], SampleTree.Blocks(0, 16));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(16)]
    [InlineData(37)]
    [InlineData(100)]
    [InlineData(257)]
    public void Total_has_the_same_bits_however_the_batch_is_shared_out(int samples)
    {
        KeyedRandom random = new Seed(12).For((ulong)samples).Generator();
        double[] values = [.. Enumerable.Range(0, samples).Select(_ => random.NextGaussian() * Math.Pow(10, random.NextInt(12)))];
        double[] whole = Total(values, [samples]);
        Assert.Equal(values.Sum(), whole[0], Math.Abs(values.Max(Math.Abs)) * 1e-12);
        for (int trial = 0; trial < 30; trial++)
        {
            var shares = new List<int>();
            for (int left = samples; left > 0; left -= shares[^1]) shares.Add(1 + random.NextInt(left));
            Near.SameBits(whole, Total(values, shares));
        }
    }

    [Fact]
    public void Missing_share_is_named()
    {
        var partials = new Dictionary<SampleTree.Block, ReadOnlyMemory<double>> { [new SampleTree.Block(0, 1)] = new double[] { 1 } };
        Assert.Contains("sample 2", Assert.Throws<ArgumentException>(() => SampleTree.Total(partials, 3, 1)).Message, StringComparison.Ordinal);
    }

    private static double[] Total(double[] values, List<int> shares)
    {
        var partials = new Dictionary<SampleTree.Block, ReadOnlyMemory<double>>();
        int first = 0;
        foreach (int count in shares)
        {
            foreach (SampleTree.Block b in SampleTree.Blocks(first, count))
                partials[b] = new[] { SampleTree.SumInPlace(values[b.First..(b.First + b.Length)]) };
            first += count;
        }

        return SampleTree.Total(partials, values.Length, 1);
    }
}
