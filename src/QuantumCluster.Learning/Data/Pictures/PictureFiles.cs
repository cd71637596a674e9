using System.Collections.Immutable;
using QuantumCluster.Learning.DataFiles;

namespace QuantumCluster.Learning.Data.Pictures;

/// <summary>Picture files named one by one, brought to the network's size as those of a data set are, with nothing known of their classes.</summary>
public sealed class PictureFiles : IPixelSource
{
    private readonly ImmutableArray<byte[]> _decoded;

    private PictureFiles(ImmutableArray<byte[]> decoded, int size) => (_decoded, Size) = (decoded, size);

    public int Count => _decoded.Length;

    public int Channels => PictureDecoder.Channels;

    public int Size { get; }

    /// <summary>Reads and decodes all of them, in their order.</summary>
    /// <param name="size">Height and width to which they are brought.</param>
    /// <exception cref="DataFileException">A file is missing or no picture.</exception>
    public static PictureFiles Read(IEnumerable<string> paths, int size) => new([.. paths.Select(path => Decoded(path, size))], size);

    public void Copy(int index, int epoch, Span<float> target)
    {
        byte[] bytes = _decoded[index];
        for (int i = 0; i < bytes.Length; i++) target[i] = bytes[i] / 255f;
    }

    private static byte[] Decoded(string path, int size)
    {
        using FileStream stream = OpenedFile.ForReading(path);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return PictureDecoder.Square(bytes, size, path);
    }
}
