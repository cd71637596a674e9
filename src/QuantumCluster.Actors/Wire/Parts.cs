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
/// repeat itself. What never gets whole does not pile up: the messages begun longest ago make room for others.
/// </summary>
/// <param name="totalLimit">Bytes of all messages under way.</param>
/// <param name="openLimit">Messages under way at once, one for each sender.</param>
internal sealed class PartsReader(long totalLimit = Parts.TotalLimit, int openLimit = 64)
{
    private sealed class Open(long transfer, long order)
    {
        public long Transfer { get; } = transfer;
        public long Order { get; } = order;
        public List<byte[]> Parts { get; } = [];
        public long Bytes { get; set; }
    }

    private readonly Dictionary<string, Open> _open = [];
    private long _begun, _bytes;

    /// <summary>Messages under way.</summary>
    public int OpenCount => _open.Count;

    /// <returns>The whole message when this part is its last one; otherwise null.</returns>
    /// <exception cref="SerializationException">The message is too long, or its bytes are no legal message.</exception>
    public object? Add(string sender, MessagePart part)
    {
        if (part.Index == 0)
        {
            Forget(sender);
            _open.Add(sender, new Open(part.Transfer, _begun++));
        }

        if (!_open.TryGetValue(sender, out Open? open) || open.Transfer != part.Transfer || open.Parts.Count != part.Index || (part.Bytes.Length == 0 && part.Count > 1))
        {
            Forget(sender);
            return null;
        }

        open.Parts.Add(part.Bytes);
        open.Bytes += part.Bytes.Length;
        _bytes += part.Bytes.Length;
        if (open.Bytes > totalLimit)
        {
            Forget(sender);
            throw new SerializationException($"A message from {sender} is longer than {totalLimit >> 20} MB; use smaller batches.");
        }

        while (_bytes > totalLimit || _open.Count > openLimit) Forget(_open.Where(o => o.Key != sender).MinBy(o => o.Value.Order).Key);
        if (part.Index + 1 < part.Count) return null;
        Forget(sender);
        return WireFormat.Read(part.Manifest, Whole(open));
    }

    public void Forget(string sender)
    {
        if (_open.Remove(sender, out Open? open)) _bytes -= open.Bytes;
    }

    private static byte[] Whole(Open open)
    {
        if (open.Parts.Count == 1) return open.Parts[0];
        var whole = new byte[open.Bytes];
        int at = 0;
        foreach (byte[] part in open.Parts)
        {
            part.CopyTo(whole, at);
            at += part.Length;
        }

        return whole;
    }
}
