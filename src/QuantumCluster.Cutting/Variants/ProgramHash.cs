using System.Buffers.Binary;
using System.Security.Cryptography;

namespace QuantumCluster.Cutting.Variants;

/// <summary>The SHA-256 digest of a canonical encoding: the name by which nodes know a program or a plan. <c>default</c> names nothing.</summary>
public readonly record struct ProgramHash(ulong A, ulong B, ulong C, ulong D)
{
    public const int ByteCount = 32;

    public static ProgramHash Of(ReadOnlySpan<byte> canonical)
    {
        Span<byte> digest = stackalloc byte[ByteCount];
        SHA256.HashData(canonical, digest);
        return FromBytes(digest);
    }

    /// <exception cref="ArgumentException">Not 32 bytes.</exception>
    public static ProgramHash FromBytes(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != ByteCount) throw new ArgumentException($"A program hash has {ByteCount} bytes, not {bytes.Length}.", nameof(bytes));
        return new(BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]),
            BinaryPrimitives.ReadUInt64BigEndian(bytes[16..]), BinaryPrimitives.ReadUInt64BigEndian(bytes[24..]));
    }

    public void CopyTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64BigEndian(destination, A);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], B);
        BinaryPrimitives.WriteUInt64BigEndian(destination[16..], C);
        BinaryPrimitives.WriteUInt64BigEndian(destination[24..], D);
    }

    public byte[] ToArray()
    {
        var bytes = new byte[ByteCount];
        CopyTo(bytes);
        return bytes;
    }

    /// <summary>The first 12 hexadecimal digits: enough for people.</summary>
    public override string ToString() => $"{A:x16}"[..12];
}
