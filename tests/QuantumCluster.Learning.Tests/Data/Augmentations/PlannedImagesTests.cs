using QuantumCluster.Circuits;
using QuantumCluster.Learning.Data;
using QuantumCluster.Learning.Data.Augmentations;
using QuantumCluster.Learning.Data.Protocols;

namespace QuantumCluster.Learning.Tests.Data.Augmentations;

public class PlannedImagesTests
{
    private static readonly IImageSource Source = SyntheticSet.Generate(new Seed(1), train: 40, validation: 2, test: 2, imageSize: 16).Train;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Any_number_of_workers_feeds_the_same_bits_in_the_same_order(int ahead)
    {
        IImageSource part = Balanced(new Seed(3));
        int[][] batches = [.. Enumerable.Range(0, part.Count).Chunk(7)];
        using var feed = new BatchFeed(part, epoch: 2, batches, ahead);
        foreach (int[] batch in batches) Assert.Equal(ImageBatch.Pixels(part, batch, 2), feed.Take());
    }

    [Fact]
    public void Epochs_differ_and_repeat_to_the_bit()
    {
        IImageSource part = Balanced(new Seed(3));
        Assert.Equal(part.Image(5, 1).ToArray(), part.Image(5, 1).ToArray());
        Assert.NotEqual(part.Image(5, 1).ToArray(), part.Image(5, 2).ToArray());
    }

    [Fact]
    public void A_picture_that_is_not_varied_passes_untouched()
    {
        var part = new PlannedImages(Source, new FixedPart(new Seed(1), [(4, 0), (4, 1)], [0, 0]), Augmentation.Dermoscopy);
        Assert.Equal(Source.Image(4).ToArray(), ((IImageSource)part).Image(0, 3).ToArray());
        Assert.NotEqual(Source.Image(4).ToArray(), ((IImageSource)part).Image(1, 3).ToArray());
    }

    [Fact]
    public void The_digest_sees_the_plan_and_the_source()
    {
        IImageSource other = SyntheticSet.Generate(new Seed(2), train: 40, validation: 2, test: 2, imageSize: 16).Train;
        string[] digests = [Balanced(new Seed(3)).Digest(), Balanced(new Seed(4)).Digest(), Balanced(new Seed(3), other).Digest(), new PlannedImages(Source, Plan(new Seed(3)), Augmentation.Dermoscopy).Digest()];
        Assert.Equal(4, digests.Distinct().Count());
        Assert.Equal(digests[0], Balanced(new Seed(3)).Digest());
    }

    [Fact]
    public void What_goes_wrong_in_a_worker_reaches_whoever_takes_the_batch()
    {
        using var feed = new BatchFeed(Source, 1, [[0], [99]]);
        feed.Take();
        Assert.ThrowsAny<ArgumentException>(() => feed.Take());
    }

    private static BalancedPart Plan(Seed seed) => BalancedPart.Of(seed, [.. Enumerable.Range(0, 40)], Source.Labels, 2, 12);

    private static PlannedImages Balanced(Seed seed, IImageSource? source = null) => new(source ?? Source, Plan(seed), Augmentation.Radiography);
}
