using System.Security.Cryptography;
using System.Text;

namespace QuantumCluster.Learning.DataFiles;

/// <summary>
/// A safetensors file's own SHA-256, in its metadata: 64 hexadecimal digits over every byte of the file, taken while these digits are zeros.
/// One file, so that checksum and content cannot come apart, and still a file that any reader of the format reads.
/// </summary>
internal static class FileDigest
{
    public const string Key = "quantumcluster.sha256";

    /// <summary>What stands in a header before its digest is known.</summary>
    public static readonly string Blank = new('0', SHA256.HashSizeInBytes * 2);

    private static readonly byte[] Opening = Encoding.ASCII.GetBytes($"\"{Key}\":\"");

    /// <param name="header">With <see cref="Blank"/> for its digest, which is overwritten.</param>
    public static void Seal(ReadOnlySpan<byte> length, Span<byte> header, IEnumerable<ReadOnlyMemory<byte>> numbers) =>
        Encoding.ASCII.GetBytes(Of(length, header, numbers), DigitsIn(header));

    /// <returns>Null when the header holds no digest, otherwise whether it is the bytes' own.</returns>
    public static bool? Holds(ReadOnlySpan<byte> length, ReadOnlySpan<byte> header, ReadOnlyMemory<byte> numbers)
    {
        byte[] blank = header.ToArray();
        Span<byte> digits = DigitsIn(blank);
        if (digits.IsEmpty) return null;
        string said = Encoding.ASCII.GetString(digits);
        Encoding.ASCII.GetBytes(Blank, digits);
        return said == Of(length, blank, [numbers]);
    }

    private static Span<byte> DigitsIn(Span<byte> header)
    {
        int at = header.IndexOf(Opening);
        return at < 0 || at + Opening.Length + Blank.Length > header.Length ? [] : header.Slice(at + Opening.Length, Blank.Length);
    }

    private static string Of(ReadOnlySpan<byte> length, ReadOnlySpan<byte> header, IEnumerable<ReadOnlyMemory<byte>> numbers)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(length);
        hash.AppendData(header);
        foreach (ReadOnlyMemory<byte> part in numbers) hash.AppendData(part.Span);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
