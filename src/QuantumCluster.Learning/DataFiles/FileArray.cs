using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace QuantumCluster.Learning.DataFiles;

/// <summary>An array as it stands in a data file: row-major, little-endian, no shape or length left to check.</summary>
public sealed class FileArray
{
    private FileArray(ElementType type, ImmutableArray<int> shape, ReadOnlyMemory<byte> bytes) => (Type, Shape, Bytes) = (type, shape, bytes);

    public ElementType Type { get; }

    /// <summary>Empty for a single number.</summary>
    public ImmutableArray<int> Shape { get; }

    public ReadOnlyMemory<byte> Bytes { get; }

    public int Count => Bytes.Length / Type.ByteCount();

    /// <exception cref="ArgumentException">The bytes are not as many as type and shape say.</exception>
    public static FileArray Create(ElementType type, ImmutableArray<int> shape, ReadOnlyMemory<byte> bytes) => ByteCountOf(type, shape) == bytes.Length
        ? new(type, shape, bytes)
        : throw new ArgumentException($"{bytes.Length} bytes are not an array of {type} [{string.Join(", ", shape)}].", nameof(bytes));

    public static FileArray Of(ReadOnlySpan<float> values, params ImmutableArray<int> shape) => Create(ElementType.Float32, shape, MemoryMarshal.AsBytes(values).ToArray());

    /// <summary>Bytes that such an array takes, or null when that is more than one array can hold, or a length is negative.</summary>
    public static int? ByteCountOf(ElementType type, IReadOnlyList<int> shape)
    {
        long bytes = type.ByteCount();
        foreach (int length in shape)
        {
            if (length < 0) return null;
            bytes *= length;
            if (bytes > Array.MaxLength) return null;
        }

        return (int)bytes;
    }

    /// <exception cref="InvalidOperationException">Another element type.</exception>
    public ReadOnlySpan<T> As<T>() where T : unmanaged
    {
        ElementType asked = default(T) switch
        {
            byte => ElementType.UInt8,
            int => ElementType.Int32,
            long => ElementType.Int64,
            float => ElementType.Float32,
            double => ElementType.Float64,
            _ => throw new NotSupportedException($"Data files hold no {typeof(T)}."),
        };
        return asked == Type ? MemoryMarshal.Cast<byte, T>(Bytes.Span) : throw new InvalidOperationException($"The array holds {Type}, not {asked}.");
    }

    public bool HasShape(params ReadOnlySpan<int> shape) => Shape.AsSpan().SequenceEqual(shape);

    public override string ToString() => $"{Type} [{string.Join(", ", Shape)}]";
}
