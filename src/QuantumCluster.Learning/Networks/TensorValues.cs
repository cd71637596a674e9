using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace QuantumCluster.Learning.Networks;

/// <summary>A tensor's numbers as managed arrays, row-major.</summary>
internal static class TensorValues
{
    public static double[] OfDoubles(Tensor tensor)
    {
        using var scope = NewDisposeScope();
        return MemoryMarshal.Cast<byte, double>(tensor.detach().to(ScalarType.Float64).contiguous().bytes).ToArray();
    }

    public static byte[] Bytes(Tensor tensor)
    {
        using var scope = NewDisposeScope();
        return tensor.detach().contiguous().bytes.ToArray();
    }
}
