using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace QuantumCluster.Learning.Data;

/// <summary>
/// Labelled images at the size that the network takes, kept ready as float32 so that a step never waits for them. Immutable.
/// Pixels are brightness from 0 (black) to 1, [images, channels, size, size], row-major; one channel stands for three equal ones.
/// </summary>
public sealed class ImageSet : IImageSource
{
    private readonly float[] _pixels;
    private readonly string _series;

    /// <param name="pixels">[images, channels, size, size]; not copied, and not to be changed afterwards.</param>
    /// <param name="labels">One class index per image.</param>
    /// <param name="series">What the images are numbered in: image 3 is <c>SERIES-3</c>.</param>
    /// <exception cref="ArgumentException">The numbers do not fit together, or a label is no class index.</exception>
    public ImageSet(float[] pixels, ImmutableArray<int> labels, ImmutableArray<string> classNames, int channels, int size, string series = "image")
    {
        if (channels is not (1 or 3)) throw new ArgumentOutOfRangeException(nameof(channels), channels, "Images have 1 or 3 channels.");
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        if (classNames.Length < 2) throw new ArgumentException("A set of images needs at least two classes.", nameof(classNames));
        if (pixels.LongLength != (long)labels.Length * channels * size * size)
            throw new ArgumentException($"{pixels.LongLength} pixel values are not {labels.Length} images of {channels} × {size} × {size}.", nameof(pixels));
        for (int i = 0; i < labels.Length; i++)
            if (labels[i] < 0 || labels[i] >= classNames.Length)
                throw new ArgumentException($"Image {i} has label {labels[i]}; there are {classNames.Length} classes, 0 to {classNames.Length - 1}.", nameof(labels));
        (_pixels, Labels, ClassNames, Channels, Size, _series) = (pixels, labels, classNames, channels, size, series);
    }

    public int Count => Labels.Length;

    public ImmutableArray<int> Labels { get; }

    public ImmutableArray<string> ClassNames { get; }

    public int Channels { get; }

    /// <summary>Height and width in pixels.</summary>
    public int Size { get; }

    /// <summary>Numbers per image.</summary>
    public int Stride => Channels * Size * Size;

    public bool Varies => false;

    public ImageIdentity IdentityOf(int index)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"{_series}-{index}");
        return new(name, name);
    }

    /// <inheritdoc/>
    public ReadOnlySpan<float> Image(int index, int epoch = IImageSource.NoEpoch) => _pixels.AsSpan(index * Stride, Stride);

    public void Copy(int index, int epoch, Span<float> target) => Image(index).CopyTo(target);

    /// <summary>SHA-256 over shape, labels and pixels: two sets with the same digest train the same.</summary>
    public string Digest()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> number = stackalloc byte[4];
        foreach (int n in (ReadOnlySpan<int>)[Count, Channels, Size, ClassNames.Length, .. Labels])
        {
            BinaryPrimitives.WriteInt32LittleEndian(number, n);
            hash.AppendData(number);
        }

        hash.AppendData(MemoryMarshal.AsBytes<float>(_pixels));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
