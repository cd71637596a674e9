using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace QuantumCluster.Cli.Tests.Models;

/// <summary>Gray pictures as PNG files, made without any library: signature, header, one block of data, end.</summary>
internal static class DrawnPng
{
    /// <param name="brightness">Of the pixel at (x, y).</param>
    public static byte[] Of(int width, int height, Func<int, int, byte> brightness)
    {
        var rows = new MemoryStream();
        using (var deflated = new ZLibStream(rows, CompressionLevel.Optimal, leaveOpen: true))
            for (int y = 0; y < height; y++)
            {
                deflated.WriteByte(0); // no filter
                for (int x = 0; x < width; x++) deflated.WriteByte(brightness(x, y));
            }

        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = 8; // bits; colour type 0, gray
        return [0x89, .. "PNG\r\n\u001a\n"u8, .. Chunk("IHDR", header), .. Chunk("IDAT", rows.ToArray()), .. Chunk("IEND", [])];
    }

    /// <summary>Stripes that rise or fall, of a width and phase by number.</summary>
    public static byte[] Stripes(bool rising, int number) =>
        Of(40 + number, 36, (x, y) => (byte)(127 + 100 * Math.Sin((x + (rising ? y : -y)) * (0.6 + 0.02 * number) + number)));

    private static byte[] Chunk(string type, byte[] content)
    {
        byte[] body = [.. Encoding.ASCII.GetBytes(type), .. content];
        var chunk = new byte[body.Length + 8];
        BinaryPrimitives.WriteInt32BigEndian(chunk, content.Length);
        body.CopyTo(chunk, 4);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(body.Length + 4), Crc(body));
        return chunk;
    }

    // CRC-32 as the PNG specification has it (annex D).
    private static uint Crc(byte[] bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte b in bytes)
        {
            crc ^= b;
            for (int bit = 0; bit < 8; bit++) crc = (crc & 1) == 0 ? crc >> 1 : crc >> 1 ^ 0xEDB88320;
        }

        return ~crc;
    }
}
