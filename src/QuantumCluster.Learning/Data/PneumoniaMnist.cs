using System.Collections.Immutable;
using QuantumCluster.Learning.DataFiles;

namespace QuantumCluster.Learning.Data;

/// <summary>
/// PneumoniaMNIST (Yang et al., 2023): chest X-rays, normal or pneumonia, in the official parts of 4708, 524 and 624 images. The file
/// holds one gray channel at 28 pixels; its larger relatives (64, 128, 224) have the same keys and are read too.
/// </summary>
public static class PneumoniaMnist
{
    /// <summary>Largest height and width that are taken.</summary>
    public const int LargestImageSize = 512;

    private const int SmallestImageSize = 16;

    private static readonly ImmutableArray<string> Classes = ["normal", "pneumonia"];

    /// <param name="path">The <c>.npz</c> file.</param>
    /// <param name="imageSize">Height and width to which the images are brought, bilinearly; 16 to <see cref="LargestImageSize"/>.</param>
    /// <exception cref="DataFileException">The file is missing, damaged or another data set.</exception>
    public static DataSplits Load(string path, int imageSize)
    {
        if (imageSize is < SmallestImageSize or > LargestImageSize)
            throw new ArgumentOutOfRangeException(nameof(imageSize), imageSize, $"Images must be {SmallestImageSize} to {LargestImageSize} pixels wide.");
        using NpzFile file = NpzFile.Open(path);
        return new("pneumonia", Part("train", 4708), Part("val", 524), Part("test", 624));

        ImageSet Part(string name, int count)
        {
            FileArray images = file.Read($"{name}_images"), labels = file.Read($"{name}_labels");
            int side = images.Shape.Length == 3 ? images.Shape[1] : 0;
            if (images.Type != ElementType.UInt8 || side is < 1 or > LargestImageSize || !images.HasShape(count, side, side))
                throw new DataFileException(path, $"is not PneumoniaMNIST: its {name}_images are {images}, where {ElementType.UInt8} [{count}, 28, 28] is expected.");
            if (labels.Type != ElementType.UInt8 || !labels.HasShape(count, 1))
                throw new DataFileException(path, $"is not PneumoniaMNIST: its {name}_labels are {labels}, where {ElementType.UInt8} [{count}, 1] is expected.");
            ImmutableArray<int> classes = [.. labels.As<byte>().ToArray().Select(b => (int)b)];
            if (classes.FirstOrDefault(c => c > 1) is > 1 and int odd)
                throw new DataFileException(path, $"is not PneumoniaMNIST: its {name}_labels hold a {odd}, where only 0 and 1 are expected.");
            foreach (int c in (ReadOnlySpan<int>)[0, 1])
                if (!classes.Contains(c)) throw new DataFileException(path, $"is not PneumoniaMNIST: its {name}_labels hold no {c}.");
            return new ImageSet(Resized(images.As<byte>(), count, side, imageSize), classes, Classes, channels: 1, imageSize, name);
        }
    }

    private static float[] Resized(ReadOnlySpan<byte> images, int count, int side, int size)
    {
        var resize = new ImageResize(side, size);
        var pixels = new float[count * size * size];
        var one = new float[side * side];
        for (int n = 0; n < count; n++)
        {
            for (int i = 0; i < one.Length; i++) one[i] = images[n * one.Length + i] / 255f;
            resize.Apply(one, pixels.AsSpan(n * size * size, size * size));
        }

        return pixels;
    }
}
