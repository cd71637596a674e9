using System.Buffers.Binary;

namespace QuantumCluster.Learning.Training.Shares;

/// <summary>
/// What becomes of a share: a pure function of the network's state before the step, the share's images and the settings' seed, whoever computes it.
/// Values: nobody changes an array.
/// </summary>
/// <param name="Images">In the share's micro-batch, at least 2.</param>
/// <param name="Loss">Mean cross-entropy of these images.</param>
/// <param name="Gradients">Of <paramref name="Loss"/>, of every parameter that is trained, in the network's order, row-major.</param>
/// <param name="Statistics">The images' own mean and variance in every layer that normalises by them, in the network's order.</param>
public sealed record ShareOutcome(ShareKey Key, int Images, double Loss, ReadOnlyMemory<byte> Gradients, ReadOnlyMemory<byte> Statistics)
{
    private const int HeaderBytes = 8 + 4 + 4 + 8 + 4;

    /// <summary>Little-endian: step, share, images, loss, the gradients' length, gradients, statistics.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[HeaderBytes + Gradients.Length + Statistics.Length];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, Key.Step);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), Key.Share);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(12), Images);
        BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(16), Loss);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(24), Gradients.Length);
        Gradients.Span.CopyTo(bytes.AsSpan(HeaderBytes));
        Statistics.Span.CopyTo(bytes.AsSpan(HeaderBytes + Gradients.Length));
        return bytes;
    }

    /// <exception cref="FormatException">They are no outcome.</exception>
    public static ShareOutcome FromBytes(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length < HeaderBytes) throw new FormatException($"{bytes.Length} bytes are no outcome of a share; its head alone has {HeaderBytes}.");
        ReadOnlySpan<byte> head = bytes.Span;
        int gradients = BinaryPrimitives.ReadInt32LittleEndian(head[24..]);
        if (gradients < 0 || gradients > bytes.Length - HeaderBytes) throw new FormatException($"An outcome of a share of {bytes.Length} bytes says that {gradients} of them are gradients.");
        return new(new(BinaryPrimitives.ReadInt64LittleEndian(head), BinaryPrimitives.ReadInt32LittleEndian(head[8..])), BinaryPrimitives.ReadInt32LittleEndian(head[12..]),
            BinaryPrimitives.ReadDoubleLittleEndian(head[16..]), bytes.Slice(HeaderBytes, gradients), bytes[(HeaderBytes + gradients)..]);
    }
}
