using QuantumCluster.Circuits;
using QuantumCluster.Learning.Data.Augmentations;

namespace QuantumCluster.Learning.Tests.Data.Augmentations;

public class AugmentationTests
{
    private static readonly Variation Identity = new(1, 0, 0, 1, 0, 0, 1, 1, 1);

    [Fact]
    public void The_identity_changes_nothing()
    {
        float[] source = Picture(3, 7), target = new float[source.Length];
        Identity.Apply(source, target, 3, 7);
        for (int i = 0; i < source.Length; i++) Assert.Equal(source[i], target[i], 1e-6f);
    }

    [Fact]
    public void Mirrors_and_quarter_turns_move_pixels_to_where_they_belong()
    {
        const int side = 6;
        float[] source = Picture(1, side);
        Moved(Identity with { Xx = -1 }, (x, y) => (side - 1 - x, y));
        Moved(Identity with { Yy = -1 }, (x, y) => (x, side - 1 - y));
        Moved(Identity with { Xx = 0, Xy = -1, Yx = 1, Yy = 0 }, (x, y) => (side - 1 - y, x));
        Moved(Identity with { ShiftX = 2.0 / side }, (x, y) => (x + 2 < side ? x + 2 : 2 * side - 1 - (x + 2), y)); // the border mirrors

        void Moved(Variation variation, Func<int, int, (int X, int Y)> from)
        {
            var target = new float[side * side];
            variation.Apply(source, target, 1, side);
            for (int y = 0; y < side; y++)
                for (int x = 0; x < side; x++) Assert.Equal(source[from(x, y).Y * side + from(x, y).X], target[y * side + x], 1e-5f);
        }
    }

    [Fact]
    public void Brightness_contrast_and_saturation_are_what_they_say()
    {
        float[] source = [0.2f, 0.4f, 0.6f, 0.4f, 0.2f, 0.4f, 0.6f, 0.4f, 0.5f, 0.5f, 0.5f, 0.5f], target = new float[12]; // [3, 2, 2], mean 13/30
        (Identity with { Brightness = 1.1 }).Apply(source, target, 3, 2);
        for (int i = 0; i < 12; i++) Assert.Equal(1.1f * source[i], target[i], 1e-6f);
        (Identity with { Contrast = 0.5 }).Apply(source, target, 3, 2);
        for (int i = 0; i < 12; i++) Assert.Equal(0.5f * source[i] + 0.5f * 13 / 30, target[i], 1e-6f);
        (Identity with { Saturation = 0 }).Apply(source, target, 3, 2);
        for (int i = 0; i < 4; i++)
            for (int c = 0; c < 3; c++) Assert.Equal(0.299f * source[i] + 0.587f * source[4 + i] + 0.114f * source[8 + i], target[4 * c + i], 1e-6f);
        (Identity with { Brightness = 3 }).Apply(source, target, 3, 2);
        Assert.Equal(1, target[2]); // 1.8 is more than white
    }

    [Fact]
    public void A_variation_stays_within_the_limits_and_uses_them()
    {
        Variation[] drawn = [.. Enumerable.Range(0, 2000).Select(i => Augmentation.Radiography.Draw(new Seed(11).For((ulong)i)))];
        Assert.All(drawn, v =>
        {
            double crop = Math.Sqrt(v.Xx * v.Yy - v.Xy * v.Yx); // no mirroring, so the determinant is the crop's square
            Assert.InRange(crop, 0.85, 1);
            Assert.InRange(Math.Atan2(v.Yx, v.Xx), -Math.PI / 18, Math.PI / 18);
            Assert.InRange(Math.Abs(v.ShiftX), 0, (1 - crop) / 2 + 1e-12);
            Assert.InRange(v.Brightness, 0.85, 1.15);
            Assert.Equal(1, v.Saturation);
        });
        Assert.True(drawn.Max(v => Math.Atan2(v.Yx, v.Xx)) > Math.PI / 20 && drawn.Min(v => v.Brightness) < 0.86);
        Variation[] skin = [.. Enumerable.Range(0, 2000).Select(i => Augmentation.Dermoscopy.Draw(new Seed(12).For((ulong)i)))];
        // Half of the pictures are mirrored once, and then the determinant is negative; 4 standard deviations of 2000 fair coins are 89.
        Assert.InRange(skin.Count(v => v.Xx * v.Yy - v.Xy * v.Yx < 0), 911, 1089);
    }

    [Fact]
    public void The_same_seed_draws_the_same_and_another_draws_another()
    {
        Assert.Equal(Augmentation.Dermoscopy.Draw(new Seed(1)), Augmentation.Dermoscopy.Draw(new Seed(1)));
        Assert.NotEqual(Augmentation.Dermoscopy.Draw(new Seed(1)), Augmentation.Dermoscopy.Draw(new Seed(2)));
    }

    private static float[] Picture(int channels, int side) => [.. Enumerable.Range(0, channels * side * side).Select(i => i * 7 % 31 / 31f)];
}
