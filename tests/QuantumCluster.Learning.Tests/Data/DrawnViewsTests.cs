using QuantumCluster.Circuits;
using QuantumCluster.Learning.Data;

namespace QuantumCluster.Learning.Tests.Data;

public sealed class DrawnViewsTests
{
    private static readonly DataSplits Pictures = SyntheticSet.Generate(new Seed(1), 24, 4, 8, 16);

    [Fact]
    public void Every_epoch_shows_one_of_the_views_of_each_image_and_in_time_all_of_them_about_equally_often()
    {
        const int epochs = 100;
        IImageSource train = Pictures.Train, drawn = new DrawnViews(train, 8, new Seed(5));
        var views = new Symmetries(train, 8);
        var shown = new int[8];
        for (int index = 0; index < train.Count; index++)
        {
            float[][] all = [.. Enumerable.Range(index * 8, 8).Select(view => Pixels(views, view, 1))];
            for (int epoch = 1; epoch <= epochs; epoch++)
            {
                float[] pixels = Pixels(drawn, index, epoch);
                shown[Assert.Single(Enumerable.Range(0, 8), view => all[view].AsSpan().SequenceEqual(pixels))]++;
            }
        }

        // 300 of 2,400 each; the standard deviation of a count is 16.2.
        Assert.All(shown, count => Assert.InRange(count, 300 - 5 * 17, 300 + 5 * 17));
    }

    [Fact]
    public void What_is_shown_is_a_function_of_seed_epoch_and_place()
    {
        IImageSource one = new DrawnViews(Pictures.Train, 8, new Seed(5)), same = new DrawnViews(Pictures.Train, 8, new Seed(5)), other = new DrawnViews(Pictures.Train, 8, new Seed(6));
        Assert.Equal(All(one, 3), All(same, 3));
        Assert.NotEqual(All(one, 3), All(one, 4));
        Assert.NotEqual(All(one, 3), All(other, 3));
        Assert.Equal(one.Digest(), same.Digest());
        Assert.Equal(4, new[] { one.Digest(), other.Digest(), Pictures.Train.Digest(), new DrawnViews(Pictures.Train, 2, new Seed(5)).Digest() }.Distinct().Count());
    }

    [Fact]
    public void Whoever_looks_without_training_sees_the_images_themselves()
    {
        IImageSource drawn = new DrawnViews(Pictures.Train, 8, new Seed(5));
        Assert.Equal(All(Pictures.Train, IImageSource.NoEpoch), All(drawn, IImageSource.NoEpoch));
        Assert.Equal(All(Pictures.Train, 1), All(drawn.ForJudging(), 1));
        Assert.Equal(Pictures.Train.IdentityOf(7), drawn.IdentityOf(7));
        Assert.Equal((Pictures.Train.Labels, true), (drawn.Labels, drawn.Varies));
    }

    [Fact]
    public void Only_the_training_part_is_drawn_and_one_view_changes_nothing()
    {
        DataSplits drawn = Pictures.InDrawnViews(2, new Seed(5));
        Assert.IsType<DrawnViews>(drawn.Train);
        Assert.Same(Pictures.Validation, drawn.Validation);
        Assert.Same(Pictures.Test, drawn.Test);
        Assert.Same(Pictures, Pictures.InDrawnViews(1, new Seed(5)));
    }

    [Fact]
    public void Other_numbers_of_views_are_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => Pictures.InDrawnViews(4, new Seed(5)));

    private static float[] All(IImageSource images, int epoch) => [.. Enumerable.Range(0, images.Count).SelectMany(i => Pixels(images, i, epoch))];

    private static float[] Pixels(IPixelSource images, int index, int epoch)
    {
        var pixels = new float[images.Stride];
        images.Copy(index, epoch, pixels);
        return pixels;
    }
}
