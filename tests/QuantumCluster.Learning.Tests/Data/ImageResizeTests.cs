using QuantumCluster.Learning.Data;

namespace QuantumCluster.Learning.Tests.Data;

public class ImageResizeTests
{
    [Fact]
    public void Doubling_interpolates_between_pixel_centres()
    {
        // A ramp 0, 1 becomes 0, 1/4, 3/4, 1 in each row.
        float[] big = Resized([0, 1, 0, 1], 2, 4);
        Assert.Equal([0, .25f, .75f, 1], big[..4]);
        Assert.Equal(big[..4], big[12..]);
    }

    [Fact]
    public void Halving_weighs_all_pixels_under_a_filter_twice_as_wide()
    {
        // Centres at 1 and 3, reach 2: weights 3, 3, 1 over the first three pixels, 1, 3, 3 over the last three.
        float[] row = [1, 0, 0, 0], small = Resized([.. row, .. row, .. row, .. row], 4, 2);
        Assert.Equal(3 / 7f, small[0], 1e-6f);
        Assert.Equal(0, small[1], 1e-6f);
        row = [0, 1, 0, 0];
        Assert.Equal(1 / 7f, Resized([.. row, .. row, .. row, .. row], 4, 2)[1], 1e-6f);
    }

    [Theory]
    [InlineData(28, 64)]
    [InlineData(224, 64)]
    [InlineData(28, 28)]
    public void A_plain_image_stays_plain(int from, int to)
    {
        float[] image = Resized([.. Enumerable.Repeat(0.375f, from * from)], from, to);
        Assert.All(image, p => Assert.Equal(0.375f, p, 1e-6f));
    }

    private static float[] Resized(float[] image, int from, int to)
    {
        var result = new float[to * to];
        new ImageResize(from, to).Apply(image, result);
        return result;
    }
}
