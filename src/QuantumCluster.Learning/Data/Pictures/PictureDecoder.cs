using QuantumCluster.Learning.DataFiles;
using SkiaSharp;

namespace QuantumCluster.Learning.Data.Pictures;

/// <summary>Pictures of any shape, as JPEG or PNG, to squares as the network takes them.</summary>
internal static class PictureDecoder
{
    public const int Channels = 3;

    // Where the decoder can halve while it decodes, it stops at this many times the wanted side: the filter after it does the rest.
    private const int Margin = 2;

    private const int LargestSide = 16384;

    /// <summary>The largest square around the middle, brought to the wanted size (<see cref="ImageResize"/>). No colour profile is applied, no rotation tag followed.</summary>
    /// <returns>[3, side, side]: red, green, blue; 0 to 255.</returns>
    /// <exception cref="DataFileException">The bytes are no whole picture.</exception>
    public static byte[] Square(byte[] encoded, int side, string place)
    {
        using SKData data = SKData.CreateCopy(encoded);
        using SKCodec codec = SKCodec.Create(data) ?? throw Damaged("it does not begin as one does");
        if (codec.Info.Width > LargestSide || codec.Info.Height > LargestSide)
            throw new DataFileException(place, $"is {codec.Info.Width} × {codec.Info.Height} pixels; pictures have at most {LargestSide} on a side.");
        SKSizeI size = codec.GetScaledDimensions(Math.Min(1, (float)side * Margin / Math.Min(codec.Info.Width, codec.Info.Height)));
        if (Math.Min(size.Width, size.Height) < Math.Min(side * Margin, Math.Min(codec.Info.Width, codec.Info.Height))) size = codec.Info.Size;
        using var bitmap = new SKBitmap(new SKImageInfo(size.Width, size.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        SKCodecResult result = codec.GetPixels(bitmap.Info, bitmap.GetPixels());
        if (result != SKCodecResult.Success) throw Damaged($"the decoder says {result}");
        return Square(bitmap.GetPixelSpan(), bitmap.RowBytes, size.Width, size.Height, side);

        DataFileException Damaged(string why) => new(place, $"is no whole JPEG or PNG picture ({why}); get it again.");
    }

    private static byte[] Square(ReadOnlySpan<byte> rgba, int rowBytes, int width, int height, int side)
    {
        int edge = Math.Min(width, height), left = (width - edge) / 2, top = (height - edge) / 2;
        var resize = new ImageResize(edge, side);
        var square = new float[edge * edge];
        var resized = new float[side * side];
        var pixels = new byte[Channels * side * side];
        for (int c = 0; c < Channels; c++)
        {
            for (int y = 0; y < edge; y++)
                for (int x = 0; x < edge; x++) square[y * edge + x] = rgba[(top + y) * rowBytes + (left + x) * 4 + c];
            resize.Apply(square, resized);
            for (int i = 0; i < resized.Length; i++) pixels[c * resized.Length + i] = (byte)Math.Clamp(resized[i] + 0.5f, 0, 255);
        }

        return pixels;
    }
}
