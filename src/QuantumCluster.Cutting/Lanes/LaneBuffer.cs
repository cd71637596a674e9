using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace QuantumCluster.Cutting.Lanes;

/// <summary>Vectors at addresses that are multiples of 64 bytes, so that none straddles two cache lines. Zero at first; never moves.</summary>
public sealed class LaneBuffer<T> where T : unmanaged, ILanes<T>
{
    private const int Alignment = 64;

    private readonly double[] _numbers;
    private readonly int _first;
    private readonly int _vectors;

    public LaneBuffer(int vectors)
    {
        _vectors = vectors;
        _numbers = GC.AllocateArray<double>(vectors * T.Width + Alignment / sizeof(double), pinned: true);
        long address = Marshal.UnsafeAddrOfPinnedArrayElement(_numbers, 0).ToInt64();
        _first = (int)((Alignment - address % Alignment) % Alignment) / sizeof(double);
    }

    public Span<T> Span => MemoryMarshal.CreateSpan(ref First, _vectors);

    /// <summary>The same memory, element by element.</summary>
    public Span<double> Numbers => _numbers.AsSpan(_first, _vectors * T.Width);

    /// <summary>The first vector; there is memory behind it even when there are none.</summary>
    public ref T First => ref Unsafe.As<double, T>(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_numbers), _first));
}
