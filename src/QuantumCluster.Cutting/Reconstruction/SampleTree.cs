using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace QuantumCluster.Cutting.Reconstruction;

/// <summary>
/// The one order in which numbers are summed over the samples of a batch: a binary tree over sample indices, whose node
/// [k·2^j, (k+1)·2^j) is the sum of its two halves; halves beyond the batch do not exist. Any device that holds some of the samples can
/// sum the nodes that lie whole in its share, and the total has the same bits however the batch was shared out.
/// </summary>
public static class SampleTree
{
    /// <summary>A node of the tree: samples <see cref="First"/> … First + 2^<see cref="Level"/> − 1.</summary>
    public readonly record struct Block(int First, int Level)
    {
        public int Length => 1 << Level;
    }

    /// <summary>The largest nodes that lie whole in [first, first + count), in order. A share that is aligned to its power-of-two length is one block.</summary>
    public static IReadOnlyList<Block> Blocks(int first, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var blocks = new List<Block>();
        for (int at = first, end = first + count; at < end;)
        {
            int level = at == 0 ? 30 : System.Numerics.BitOperations.TrailingZeroCount(at);
            while (at + (1L << level) > end) level--;
            blocks.Add(new Block(at, level));
            at += 1 << level;
        }

        return blocks;
    }

    /// <summary>
    /// Sums per-sample values over one block. <paramref name="values"/> holds the block's 2^level values in sample order and is used as scratch.
    /// </summary>
    public static double SumInPlace(Span<double> values)
    {
        for (int n = values.Length; n > 1; n >>= 1) AddNeighbours(values[..n]);
        return values[0];
    }

    /// <summary>The sums of a share's blocks.</summary>
    /// <param name="values">[row, sample of the share]; used as scratch.</param>
    /// <param name="first">The share's first sample in the batch.</param>
    /// <returns>[block, row], blocks as in <see cref="Blocks"/>.</returns>
    public static double[] Partials(Span<double> values, int first, int samples)
    {
        IReadOnlyList<Block> blocks = Blocks(first, samples);
        int rows = values.Length / samples;
        var partials = new double[blocks.Count * rows];
        for (int b = 0; b < blocks.Count; b++)
            for (int row = 0; row < rows; row++)
                partials[b * rows + row] = SumInPlace(values.Slice(row * samples + blocks[b].First - first, blocks[b].Length));
        return partials;
    }

    /// <summary>Sums per-sample values of a whole batch, in sample order; <paramref name="values"/> is used as scratch.</summary>
    public static double Total(Span<double> values)
    {
        for (int n = values.Length; n > 1; n = (n + 1) >> 1)
        {
            AddNeighbours(values[..n]);
            if ((n & 1) != 0) values[n >> 1] = values[n - 1];
        }

        return values[0];
    }

    /// <summary>One level of the tree: values[i] = values[2i] + values[2i + 1].</summary>
    private static void AddNeighbours(Span<double> values)
    {
        int half = values.Length >> 1, i = 0;
        if (Avx512F.IsSupported)
        {
            Vector512<long> even = Vector512.Create(0L, 2, 4, 6, 8, 10, 12, 14), odd = Vector512.Create(1L, 3, 5, 7, 9, 11, 13, 15);
            for (; i + 8 <= half; i += 8)
            {
                Vector512<double> a = Vector512.Create<double>(values[(2 * i)..]), b = Vector512.Create<double>(values[(2 * i + 8)..]);
                (Avx512F.PermuteVar8x64x2(a, even, b) + Avx512F.PermuteVar8x64x2(a, odd, b)).CopyTo(values[i..]);
            }
        }

        for (; i < half; i++) values[i] = values[2 * i] + values[2 * i + 1];
    }

    /// <summary>
    /// Adds the partial sums of a whole batch. <paramref name="partials"/> must cover samples 0 … samples − 1 without gap or overlap;
    /// each holds one vector of equal length.
    /// </summary>
    /// <returns>The totals; zeros when there are no numbers per block.</returns>
    public static double[] Total(IReadOnlyDictionary<Block, ReadOnlyMemory<double>> partials, int samples, int length)
    {
        int level = 0;
        while (1L << level < samples) level++;
        return Node(new Block(0, level), partials, samples, length).ToArray();
    }

    private static ReadOnlyMemory<double> Node(Block block, IReadOnlyDictionary<Block, ReadOnlyMemory<double>> partials, int samples, int length)
    {
        if (partials.TryGetValue(block, out ReadOnlyMemory<double> known)) return known;
        if (block.Level == 0) throw new ArgumentException($"No partial sum covers sample {block.First}.", nameof(partials));
        var left = new Block(block.First, block.Level - 1);
        var right = new Block(block.First + left.Length, block.Level - 1);
        ReadOnlyMemory<double> a = Node(left, partials, samples, length);
        if (right.First >= samples) return a;
        ReadOnlyMemory<double> b = Node(right, partials, samples, length);
        var sum = new double[length];
        for (int i = 0; i < length; i++) sum[i] = a.Span[i] + b.Span[i];
        return sum;
    }
}
