using QuantumCluster.Circuits;
using QuantumCluster.Learning.Training;

namespace QuantumCluster.Learning.Tests.Training;

public class BatchOrderTests
{
    [Fact]
    public void Every_image_comes_once_an_epoch()
    {
        int[][] batches = [.. BatchOrder.Of(new Seed(1), epoch: 1, images: 70, batchSize: 16)];
        Assert.Equal([16, 16, 16, 16, 6], batches.Select(b => b.Length));
        Assert.Equal(Enumerable.Range(0, 70), batches.SelectMany(b => b).Order());
    }

    [Fact]
    public void Order_depends_on_seed_and_epoch_and_on_nothing_else()
    {
        int[] Flat(ulong seed, int epoch) => [.. BatchOrder.Of(new Seed(seed), epoch, 50, 16).SelectMany(b => b)];
        Assert.Equal(Flat(1, 2), Flat(1, 2));
        Assert.NotEqual(Flat(1, 2), Flat(1, 3));
        Assert.NotEqual(Flat(1, 2), Flat(2, 2));
    }

    [Fact]
    public void A_last_batch_of_one_is_left_out() =>
        Assert.Equal([16, 16], BatchOrder.Of(new Seed(1), 1, 33, 16).Select(b => b.Length));
}
