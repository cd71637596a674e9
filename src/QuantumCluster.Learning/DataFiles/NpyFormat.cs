using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace QuantumCluster.Learning.DataFiles;

/// <summary>NumPy's <c>.npy</c> format, versions 1 to 3: magic, version, header length, a Python dictionary as text, then the numbers.</summary>
internal static partial class NpyFormat
{
    private const int LongestHeader = 1 << 16;

    private static readonly byte[] Magic = [0x93, .. "NUMPY"u8];

    /// <param name="length">Bytes of the whole array with its header, as the container has it: checked against the shape before anything large is allocated.</param>
    /// <exception cref="InvalidDataException">Says what is wrong.</exception>
    /// <exception cref="EndOfStreamException">The stream is shorter than it says.</exception>
    public static FileArray Read(Stream stream, long length)
    {
        Span<byte> start = stackalloc byte[8];
        stream.ReadExactly(start);
        if (!start.StartsWith(Magic)) throw new InvalidDataException("it does not begin as a .npy array does.");
        int sizeBytes = start[6] == 1 ? 2 : 4;
        Span<byte> size = stackalloc byte[4];
        size.Clear();
        stream.ReadExactly(size[..sizeBytes]);
        uint headerLength = BinaryPrimitives.ReadUInt32LittleEndian(size);
        if (start[6] is < 1 or > 3 || headerLength > LongestHeader) throw new InvalidDataException($"its header (version {start[6]}, {headerLength} bytes) is not one that NumPy writes.");
        var text = new byte[headerLength];
        stream.ReadExactly(text);
        var (type, shape) = Header(Encoding.UTF8.GetString(text));

        long present = length - 8 - sizeBytes - headerLength;
        if (FileArray.ByteCountOf(type, shape) is not { } count || count != present)
            throw new InvalidDataException($"{type} [{string.Join(", ", shape)}] does not fill the {present} bytes that are there.");
        var numbers = new byte[count];
        stream.ReadExactly(numbers);
        return FileArray.Create(type, shape, numbers);
    }

    private static (ElementType Type, ImmutableArray<int> Shape) Header(string text)
    {
        Match type = TypeEntry().Match(text), order = OrderEntry().Match(text), shape = ShapeEntry().Match(text);
        if (!type.Success || !order.Success || !shape.Success) throw new InvalidDataException("its header does not name type, order and shape.");
        if (order.Groups[1].Value != "False") throw new InvalidDataException("it is stored column by column (Fortran order); save it in C order.");
        ElementType element = type.Groups[1].Value switch
        {
            "|u1" => ElementType.UInt8,
            "<i4" => ElementType.Int32,
            "<i8" => ElementType.Int64,
            "<f4" => ElementType.Float32,
            "<f8" => ElementType.Float64,
            string other => throw new InvalidDataException($"its element type '{other}' is not one of |u1, <i4, <i8, <f4, <f8."),
        };
        var lengths = ImmutableArray.CreateBuilder<int>();
        foreach (string part in shape.Groups[1].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            lengths.Add(int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int n) ? n : throw new InvalidDataException($"its shape names the length '{part}'."));
        return (element, lengths.ToImmutable());
    }

    [GeneratedRegex(@"'descr'\s*:\s*'([^']*)'")]
    private static partial Regex TypeEntry();

    [GeneratedRegex(@"'fortran_order'\s*:\s*(True|False)")]
    private static partial Regex OrderEntry();

    [GeneratedRegex(@"'shape'\s*:\s*\(([^)]*)\)")]
    private static partial Regex ShapeEntry();
}
