using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Serialization;
using Google.Protobuf;
using QuantumCluster.Cutting.Variants;

namespace QuantumCluster.Actors.Wire;

/// <summary>Numbers and digests ↔ protobuf bytes: little-endian on every machine.</summary>
internal static class Packed
{
    public static ByteString Doubles(ReadOnlySpan<double> numbers)
    {
        if (BitConverter.IsLittleEndian) return ByteString.CopyFrom(MemoryMarshal.AsBytes(numbers));
        var bytes = new byte[numbers.Length * 8];
        for (int i = 0; i < numbers.Length; i++) BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(i * 8), numbers[i]);
        return UnsafeByteOperations.UnsafeWrap(bytes);
    }

    /// <exception cref="SerializationException">The bytes are not whole numbers of doubles.</exception>
    public static double[] Doubles(ByteString bytes, string field)
    {
        if (bytes.Length % 8 != 0) throw new SerializationException($"The field {field} has {bytes.Length} bytes, which are not whole doubles.");
        if (BitConverter.IsLittleEndian) return MemoryMarshal.Cast<byte, double>(bytes.Span).ToArray();
        var numbers = new double[bytes.Length / 8];
        for (int i = 0; i < numbers.Length; i++) numbers[i] = BinaryPrimitives.ReadDoubleLittleEndian(bytes.Span[(i * 8)..]);
        return numbers;
    }

    /// <exception cref="SerializationException">Not the length announced.</exception>
    public static double[] Doubles(ByteString bytes, long count, string field) => bytes.Length == count * 8
        ? Doubles(bytes, field)
        : throw new SerializationException($"The field {field} has {bytes.Length} bytes instead of {count} doubles.");

    public static ByteString Integers(ReadOnlySpan<int> numbers)
    {
        if (BitConverter.IsLittleEndian) return ByteString.CopyFrom(MemoryMarshal.AsBytes(numbers));
        var bytes = new byte[numbers.Length * 4];
        for (int i = 0; i < numbers.Length; i++) BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(i * 4), numbers[i]);
        return UnsafeByteOperations.UnsafeWrap(bytes);
    }

    /// <exception cref="SerializationException">The bytes are not whole numbers of 32-bit integers.</exception>
    public static int[] Integers(ByteString bytes, string field)
    {
        if (bytes.Length % 4 != 0) throw new SerializationException($"The field {field} has {bytes.Length} bytes, which are not whole 32-bit integers.");
        if (BitConverter.IsLittleEndian) return MemoryMarshal.Cast<byte, int>(bytes.Span).ToArray();
        var numbers = new int[bytes.Length / 4];
        for (int i = 0; i < numbers.Length; i++) numbers[i] = BinaryPrimitives.ReadInt32LittleEndian(bytes.Span[(i * 4)..]);
        return numbers;
    }

    public static ByteString Hash(ProgramHash hash) => UnsafeByteOperations.UnsafeWrap(hash.ToArray());

    /// <exception cref="SerializationException">Not 32 bytes.</exception>
    public static ProgramHash Hash(ByteString bytes, string field) => bytes.Length == ProgramHash.ByteCount
        ? ProgramHash.FromBytes(bytes.Span)
        : throw new SerializationException($"The field {field} has {bytes.Length} bytes instead of the {ProgramHash.ByteCount} of a digest.");
}
