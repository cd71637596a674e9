using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace QuantumCluster.Cutting.Lanes;

/// <summary>Vectors at addresses that are multiples of 64 bytes, so that none straddles two cache lines. Zero at first; never moves.</summary>
public sealed class LaneBuffer<T> where T : unmanaged, ILanes<T>
{
    private const int Alignment = 64;

    private readonly byte[] _bytes;
    private readonly int _first;
    private readonly int _vectors;

    public LaneBuffer(int vectors)
    {
        _vectors = vectors;
        _bytes = GC.AllocateArray<byte>(vectors * Unsafe.SizeOf<T>() + Alignment, pinned: true);
        long address = Marshal.UnsafeAddrOfPinnedArrayElement(_bytes, 0).ToInt64();
        _first = (int)((Alignment - address % Alignment) % Alignment);
    }

    public Span<T> Span => MemoryMarshal.CreateSpan(ref First, _vectors);

    /// <summary>The first vector; there is memory behind it even when there are none.</summary>
    public ref T First => ref Unsafe.As<byte, T>(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_bytes), _first));
}
