using QuantumCluster.Learning.Data.Pictures;
using QuantumCluster.Learning.DataFiles;
using SkiaSharp;

namespace QuantumCluster.Learning.Tests.Data.Pictures;

public class PictureDecoderTests
{
    [Fact]
    public void A_wide_picture_keeps_its_middle_square_exactly_and_channels_in_order()
    {
        // 8 × 4: columns 2 to 5 are the square.
        byte[] png = DrawnPictures.Png(8, 4, (x, y) => new SKColor((byte)(10 * x), (byte)(20 * y), (byte)(x + y)));
        byte[] pixels = PictureDecoder.Square(png, 4, "a.png");
        for (int y = 0; y < 4; y++)
            for (int x = 0; x < 4; x++)
                Assert.Equal((10 * (x + 2), 20 * y, x + 2 + y), (pixels[y * 4 + x], pixels[16 + y * 4 + x], pixels[32 + y * 4 + x]));
    }

    [Fact]
    public void A_tall_picture_keeps_its_middle_square()
    {
        byte[] png = DrawnPictures.Png(2, 6, (x, y) => new SKColor((byte)(10 * y), 0, 0));
        Assert.Equal<byte[]>([20, 20, 30, 30], PictureDecoder.Square(png, 2, "a.png")[..4]);
    }

    [Fact]
    public void Halving_takes_the_triangle_filters_mean()
    {
        // A gradient of 4 a column: the filter is symmetric, so an inner pixel is the mean of its two columns, 4(2x + 1/2).
        byte[] png = DrawnPictures.Png(16, 16, (x, _) => new SKColor((byte)(4 * x), (byte)(4 * x), (byte)(4 * x)));
        byte[] pixels = PictureDecoder.Square(png, 8, "a.png");
        for (int x = 1; x < 7; x++) Assert.Equal(8 * x + 2, pixels[x]);
    }

    [Fact]
    public void A_large_jpeg_decoded_at_reduced_size_stays_close_to_one_decoded_whole()
    {
        static SKColor Wave(int x, int y) => new((byte)(128 + 100 * Math.Sin(x / 60.0)), (byte)(128 + 100 * Math.Cos(y / 45.0)), 90);
        byte[] large = DrawnPictures.Encoded(1200, 900, Wave, SKEncodedImageFormat.Jpeg), whole = DrawnPictures.Encoded(1200, 900, Wave, SKEncodedImageFormat.Png);
        byte[] reduced = PictureDecoder.Square(large, 64, "a.jpg"), expected = PictureDecoder.Square(whole, 64, "a.png");
        for (int i = 0; i < expected.Length; i++) Assert.InRange(reduced[i] - expected[i], -6, 6); // quality 95, and two filters
    }

    [Fact]
    public void A_gray_picture_has_three_equal_channels()
    {
        byte[] pixels = PictureDecoder.Square(DrawnPictures.Encoded(16, 16, (_, _) => new SKColor(77, 77, 77), SKEncodedImageFormat.Jpeg), 8, "a.jpg");
        Assert.All(pixels, p => Assert.InRange(p, 76, 78));
    }

    [Fact]
    public void A_truncated_picture_and_one_that_is_none_are_refused_by_name()
    {
        byte[] jpeg = DrawnPictures.Encoded(64, 64, (x, y) => new SKColor((byte)(x * y), 3, 5), SKEncodedImageFormat.Jpeg);
        Assert.Contains("half.jpg", Assert.Throws<DataFileException>(() => PictureDecoder.Square(jpeg[..(jpeg.Length / 2)], 32, "half.jpg")).Message);
        Assert.Contains("text.jpg", Assert.Throws<DataFileException>(() => PictureDecoder.Square([.. "no picture"u8], 32, "text.jpg")).Message);
        Assert.Contains("empty.jpg", Assert.Throws<DataFileException>(() => PictureDecoder.Square([], 32, "empty.jpg")).Message);
    }
}
