using QuantumCluster.Circuits;

namespace QuantumCluster.Learning.Training;

/// <summary>Which images make up which step of an epoch: a pure function of seed and epoch, so that a resumed run sees the same.</summary>
internal static class BatchOrder
{
    /// <param name="epoch">From 1.</param>
    /// <returns>
    /// Every image once, in batches; the last may be smaller. A last batch of a single image is left out, because batch normalisation
    /// cannot be trained on one; another epoch's order takes that image in.
    /// </returns>
    public static IReadOnlyList<int[]> Of(Seed seed, int epoch, int images, int batchSize)
    {
        int[] order = [.. Enumerable.Range(0, images)];
        seed.For("order").For((ulong)epoch).Generator().Shuffle(order.AsSpan());
        return [.. order.Chunk(batchSize).Where(batch => batch.Length > 1)];
    }
}
