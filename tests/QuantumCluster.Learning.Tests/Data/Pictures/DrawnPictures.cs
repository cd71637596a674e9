using System.IO.Compression;
using SkiaSharp;

namespace QuantumCluster.Learning.Tests.Data.Pictures;

/// <summary>Pictures made for tests, written as their users have them.</summary>
internal static class DrawnPictures
{
    public static byte[] Png(int width, int height, Func<int, int, SKColor> colour) => Encoded(width, height, colour, SKEncodedImageFormat.Png);

    public static byte[] Encoded(int width, int height, Func<int, int, SKColor> colour, SKEncodedImageFormat format)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++) bitmap.SetPixel(x, y, colour(x, y));
        using SKData data = bitmap.Encode(format, 95);
        return data.ToArray();
    }

    public static void Zip(string path, params (string Name, byte[] Content)[] files)
    {
        using ZipArchive archive = ZipFile.Open(path, ZipArchiveMode.Create);
        foreach ((string name, byte[] content) in files)
        {
            using Stream entry = archive.CreateEntry(name, CompressionLevel.NoCompression).Open();
            entry.Write(content);
        }
    }
}
