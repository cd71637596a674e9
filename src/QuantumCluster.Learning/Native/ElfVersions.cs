using System.Buffers.Binary;
using System.Text;

namespace QuantumCluster.Learning.Native;

/// <summary>The symbol versions that a 64-bit little-endian ELF library asks of others (section .gnu.version_r).</summary>
internal static class ElfVersions
{
    private const uint LoadSegment = 1, DynamicSegment = 2;
    private const ulong StringTable = 5, VersionsNeeded = 0x6ffffffe, VersionsNeededCount = 0x6fffffff;
    private const ushort WeakFlag = 2; // VER_FLG_WEAK: the loader does not insist

    /// <summary>Marks every request for <paramref name="version"/> as weak, in place.</summary>
    /// <returns>False when the image is not such a library or does not ask for this version.</returns>
    public static bool MakeWeak(Span<byte> image, string version)
    {
        try
        {
            return TryMakeWeak(image, Encoding.ASCII.GetBytes(version + "\0"));
        }
        catch (Exception e) when (e is ArgumentOutOfRangeException or OverflowException)
        {
            return false; // an offset leads out of the file: not a whole library
        }
    }

    private static bool TryMakeWeak(Span<byte> image, ReadOnlySpan<byte> version)
    {
        if (image.Length < 64 || !image.StartsWith((ReadOnlySpan<byte>)[0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1])) return false;
        var segments = new List<(ulong Address, ulong Offset, ulong Length)>();
        ulong dynamic = 0, dynamicLength = 0;
        ulong headers = U64(image, 32);
        for (int i = 0; i < U16(image, 56); i++)
        {
            ulong header = headers + (ulong)(i * U16(image, 54));
            switch (U32(image, header))
            {
                case LoadSegment: segments.Add((U64(image, header + 16), U64(image, header + 8), U64(image, header + 32))); break;
                case DynamicSegment: (dynamic, dynamicLength) = (U64(image, header + 8), U64(image, header + 32)); break;
            }
        }

        ulong needed = 0, count = 0, strings = 0;
        for (ulong entry = dynamic; entry < dynamic + dynamicLength; entry += 16)
            switch (U64(image, entry))
            {
                case VersionsNeeded: needed = OffsetOf(U64(image, entry + 8)); break;
                case VersionsNeededCount: count = U64(image, entry + 8); break;
                case StringTable: strings = OffsetOf(U64(image, entry + 8)); break;
            }

        if (needed == 0 || strings == 0) return false;
        bool found = false;
        for (ulong library = needed; count > 0; count--)
        {
            ulong request = library + U32(image, library + 8);
            for (int j = U16(image, library + 2); j > 0; j--)
            {
                if (From(image, strings + U32(image, request + 8)).StartsWith(version))
                {
                    BinaryPrimitives.WriteUInt16LittleEndian(From(image, request + 4), (ushort)(U16(image, request + 4) | WeakFlag));
                    found = true;
                }

                request += U32(image, request + 12);
            }

            library += U32(image, library + 12);
        }

        return found;

        ulong OffsetOf(ulong address)
        {
            foreach (var (start, offset, length) in segments)
                if (address >= start && address < start + length) return address - start + offset;
            return 0;
        }
    }

    private static Span<byte> From(Span<byte> image, ulong offset) => image[checked((int)offset)..];

    private static ulong U64(Span<byte> image, ulong offset) => BinaryPrimitives.ReadUInt64LittleEndian(From(image, offset));

    private static uint U32(Span<byte> image, ulong offset) => BinaryPrimitives.ReadUInt32LittleEndian(From(image, offset));

    private static ushort U16(Span<byte> image, ulong offset) => BinaryPrimitives.ReadUInt16LittleEndian(From(image, offset));
}
