using static TorchSharp.torch;

namespace QuantumCluster.Learning.Training.Shares;

/// <summary>A network's numbers as rows of bytes, tensor after tensor in an order that every network of the same make has, each row-major and little-endian.</summary>
internal static class NetworkNumbers
{
    /// <summary>All of it: parameters, running statistics, counters.</summary>
    public static IReadOnlyList<Tensor> State(nn.Module network) => [.. network.state_dict().Values];

    public static int Bytes(IEnumerable<Tensor> tensors) => checked((int)tensors.Sum(t => t.numel() * t.element_size()));

    public static byte[] Read(IReadOnlyList<Tensor> tensors)
    {
        var row = new byte[Bytes(tensors)];
        int at = 0;
        foreach (Tensor tensor in tensors)
        {
            using var scope = NewDisposeScope();
            Span<byte> bytes = tensor.detach().contiguous().bytes;
            bytes.CopyTo(row.AsSpan(at));
            at += bytes.Length;
        }

        return row;
    }

    /// <summary>Overwrites tensors in place; their layout in memory stays.</summary>
    /// <exception cref="FormatException">There are more or fewer bytes than the tensors have.</exception>
    public static void Write(ReadOnlySpan<byte> row, IReadOnlyList<Tensor> tensors)
    {
        if (row.Length != Bytes(tensors)) throw new FormatException($"{row.Length} bytes are not the {Bytes(tensors)} of the network's numbers.");
        using var noGradient = no_grad();
        int at = 0;
        foreach (Tensor tensor in tensors)
        {
            using var scope = NewDisposeScope();
            int length = Bytes([tensor]);
            Tensor source = empty(tensor.shape, tensor.dtype);
            source.bytes = row.Slice(at, length).ToArray();
            tensor.copy_(source);
            at += length;
        }
    }
}
