using QuantumCluster.Learning.Data;

namespace QuantumCluster.Learning.Tests.Data;

public sealed class SymmetriesTests
{
    /// <summary>Two images of two channels, no two of whose numbers are equal.</summary>
    private static readonly Numbered Images = new(2);

    [Fact]
    public void Eight_views_are_written_down_for_a_picture_of_two_by_two()
    {
        // ab turned a quarter against the clock is bd, mirrored ba,
        // cd                                      ac           dc.
        string[] expected = ["abcd", "badc", "bdac", "acbd", "dcba", "cdab", "cadb", "dbca"];
        Assert.Equal(expected, Enumerable.Range(0, 8).Select(view => string.Concat(View(new(2), 8, view)[..4].Select(p => (char)('a' + (int)p)))));
    }

    [Fact]
    public void Views_hold_the_same_numbers_channel_by_channel_and_no_two_are_equal()
    {
        var odd = new Numbered(5);
        for (int image = 0; image < odd.Count; image++)
        {
            float[][] views = [.. Enumerable.Range(image * 8, 8).Select(i => View(odd, 8, i))];
            Assert.Equal(8, views.Select(v => string.Join(' ', v)).Distinct().Count());
            Assert.All(views, v => Assert.Equal(views[0][..25], v[..25].Order()));
            Assert.All(views, v => Assert.Equal(views[0][25..], v[25..].Order()));
        }
    }

    [Fact]
    public void Of_one_view_it_is_the_images_themselves_and_of_two_the_other_is_mirrored()
    {
        for (int image = 0; image < Images.Count; image++)
        {
            float[] own = View(Images, 1, image);
            Assert.Equal(own, View(Images, 2, image * 2));
            Assert.Equal([own[1], own[0], own[3], own[2]], View(Images, 2, image * 2 + 1)[..4]);
        }

        Assert.Equal([2, 4, 16], Symmetries.Counts.Select(n => new Symmetries(Images, n).Count));
    }

    [Fact]
    public void Means_are_over_the_views_of_each_image() =>
        Assert.Equal([0.25, 0.75, 0.5, 0.5], new Symmetries(Images, 2).Mean([0.5, 0.5, 0, 1, 0.75, 0.25, 0.25, 0.75], 2));

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(16)]
    public void Other_numbers_of_views_are_refused(int views) => Assert.Throws<ArgumentOutOfRangeException>(() => new Symmetries(Images, views));

    private static float[] View(Numbered images, int views, int index)
    {
        var source = new Symmetries(images, views);
        var pixels = new float[source.Channels * source.Size * source.Size];
        source.Copy(index, IImageSource.NoEpoch, pixels);
        return pixels;
    }

    /// <summary>Images whose numbers count upwards.</summary>
    private sealed class Numbered(int size) : IPixelSource
    {
        public int Count => 2;

        public int Channels => 2;

        public int Size => size;

        public void Copy(int index, int epoch, Span<float> target)
        {
            for (int i = 0; i < target.Length; i++) target[i] = index * target.Length + i;
        }
    }
}
