using System.Runtime.Serialization;
using QuantumCluster.Actors.Protocol;

namespace QuantumCluster.Actors.Wire;

/// <summary>Cuts messages that are too long for one frame into parts.</summary>
internal static class Parts
{
    /// <summary>Longest wire form that is sent whole. Above, frames get slow and large buffers costly.</summary>
    public const int FrameLimit = 64 * 1024;

    /// <summary>Longest message that may be put together from parts, 256 MB: a guard against nonsense, not a target.</summary>
    public const long TotalLimit = 256L << 20;

    private const int PartBytes = FrameLimit - 256;

    public static IReadOnlyList<MessagePart> Of(IWireMessage message, long transfer)
    {
        byte[] bytes = WireFormat.Write(message);
        string manifest = WireFormat.ManifestOf(message);
        int count = Math.Max(1, (bytes.Length + PartBytes - 1) / PartBytes);
        return [.. Enumerable.Range(0, count).Select(i => new MessagePart(transfer, i, count, manifest, bytes[(i * PartBytes)..Math.Min(bytes.Length, (i + 1) * PartBytes)]))];
    }
}

/// <summary>
/// Puts messages together from their parts. Parts of one sender come in order; a gap means that the rest is lost, and the sender will
/// repeat itself.
/// </summary>
internal sealed class PartsReader
{
    private sealed record Open(long Transfer, List<byte[]> Parts);

    private readonly Dictionary<string, Open> _open = [];

    /// <returns>The whole message when this part is its last one; otherwise null.</returns>
    /// <exception cref="SerializationException">The message is too long, or its bytes are no legal message.</exception>
    public object? Add(string sender, MessagePart part)
    {
        if (part.Index == 0) _open[sender] = new Open(part.Transfer, []);
        if (!_open.TryGetValue(sender, out Open? open) || open.Transfer != part.Transfer || open.Parts.Count != part.Index)
        {
            _open.Remove(sender);
            return null;
        }

        open.Parts.Add(part.Bytes);
        if (open.Parts.Sum(p => (long)p.Length) > Parts.TotalLimit)
        {
            _open.Remove(sender);
            throw new SerializationException($"A message from {sender} is longer than {Parts.TotalLimit >> 20} MB; use smaller batches.");
        }

        if (part.Index + 1 < part.Count) return null;
        _open.Remove(sender);
        return WireFormat.Read(part.Manifest, [.. open.Parts.SelectMany(p => p)]);
    }

    public void Forget(string sender) => _open.Remove(sender);
}
