using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace QuantumCluster.Cutting.Lanes;

/// <summary>Vectors at addresses that are multiples of 64 bytes, so that none straddles two cache lines. Zero at first; never moves.</summary>
public sealed class LaneBuffer<T> where T : unmanaged, ILanes<T>
{
    private const int Alignment = 64;

    private readonly double[] _numbers;
    private readonly int _first;
    private readonly int _length;

    public LaneBuffer(int vectors)
    {
        _length = vectors * T.Width;
        _numbers = GC.AllocateArray<double>(_length + Alignment / sizeof(double), pinned: true);
        long address = Marshal.UnsafeAddrOfPinnedArrayElement(_numbers, 0).ToInt64();
        _first = (int)((Alignment - address % Alignment) % Alignment) / sizeof(double);
    }

    public Span<T> Span => MemoryMarshal.Cast<double, T>(_numbers.AsSpan(_first, _length));

    /// <summary>The same memory, element by element.</summary>
    public Span<double> Numbers => _numbers.AsSpan(_first, _length);

    public ref T First => ref Unsafe.As<double, T>(ref _numbers[_first]);
}
