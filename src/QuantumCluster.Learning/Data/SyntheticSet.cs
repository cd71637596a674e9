using System.Collections.Immutable;
using QuantumCluster.Circuits;
using QuantumCluster.Circuits.Numerics;

namespace QuantumCluster.Learning.Data;

/// <summary>
/// Two classes of small gray pictures, made from a seed: a patch of stripes somewhere on noise, rising to the right or falling. Phase, place,
/// width and tilt of the stripes are random; with every phase equally likely both classes have the same mean picture (plain gray),
/// so a linear model on pixels can do no better than guess, while the eye sees the class at once.
/// </summary>
public static class SyntheticSet
{
    public const int DefaultImageSize = 32;

    private const int SmallestImageSize = 16;

    private const double Noise = 0.05;
    private const double LargestTilt = Math.PI / 12; // from the diagonal, either way

    private static readonly ImmutableArray<string> Classes = ["falling", "rising"];

    /// <param name="train">Pictures for training, an even number of at least 2; likewise the others. Half of each part is of each class.</param>
    /// <param name="imageSize">Height and width, 16 (where the stripes are still more than two pixels wide) to 512.</param>
    public static DataSplits Generate(Seed seed, int train = 1200, int validation = 200, int test = 400, int imageSize = DefaultImageSize)
    {
        if (imageSize is < SmallestImageSize or > 512) throw new ArgumentOutOfRangeException(nameof(imageSize), imageSize, $"Images must be {SmallestImageSize} to 512 pixels wide.");
        return new("synthetic", Part(seed, "train", train, imageSize), Part(seed, "validation", validation, imageSize), Part(seed, "test", test, imageSize));
    }

    private static ImageSet Part(Seed all, string name, int count, int size)
    {
        Seed seed = all.For(name);
        if (count < 2 || count % 2 != 0) throw new ArgumentOutOfRangeException(nameof(count), count, "Each part needs an even number of pictures, at least 2.");
        if ((long)count * size * size > Array.MaxLength)
            throw new ArgumentOutOfRangeException(nameof(count), count, $"{count} pictures of {size} × {size} are more numbers than one array holds; ask for fewer or smaller ones.");
        var pixels = new float[count * size * size];
        for (int n = 0; n < count; n++) Draw(seed.For((ulong)n).Generator(), rising: n % 2 == 1, pixels.AsSpan(n * size * size, size * size), size);
        return new ImageSet(pixels, [.. Enumerable.Range(0, count).Select(n => n % 2)], Classes, channels: 1, size, $"{name}-of-{all}");
    }

    // Lengths are in units of the picture's width, so that the task is the same at every size.
    private static void Draw(KeyedRandom random, bool rising, Span<float> picture, int size)
    {
        // The wave vector points across the stripes: stripes that rise to the right have one that points down to the right (y grows downwards).
        double direction = (rising ? 1 : -1) * Math.PI / 4 + random.NextDouble(-LargestTilt, LargestTilt);
        double frequency = 2 * Math.PI * random.NextDouble(3.5, 5.5), phase = random.NextDouble(0, 2 * Math.PI);
        double x0 = random.NextDouble(0.35, 0.65), y0 = random.NextDouble(0.35, 0.65), radius = random.NextDouble(0.22, 0.32);
        double contrast = random.NextDouble(0.35, 0.45);
        var (sine, cosine) = SineCosine.Of(direction);
        for (int y = 0; y < size; y++)
            for (int x = 0; x < size; x++)
            {
                double dx = (x + 0.5) / size - x0, dy = (y + 0.5) / size - y0;
                double wave = SineCosine.Of(frequency * (cosine * dx + sine * dy) + phase).Sin;
                double patch = Math.Exp(-(dx * dx + dy * dy) / (2 * radius * radius));
                picture[y * size + x] = (float)Math.Clamp(0.5 + contrast * patch * wave + Noise * random.NextGaussian(), 0, 1);
            }
    }
}
