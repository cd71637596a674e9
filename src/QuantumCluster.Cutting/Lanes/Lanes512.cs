using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace QuantumCluster.Cutting.Lanes;

/// <summary>Eight doubles in 512 bits.</summary>
public readonly struct Lanes512(Vector512<double> value) : ILanes<Lanes512>
{
    private readonly Vector512<double> _value = value;

    public static int Width => 8;

    public static Lanes512 Broadcast(double value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 operator +(Lanes512 a, Lanes512 b) => new(a._value + b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 operator -(Lanes512 a, Lanes512 b) => new(a._value - b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 operator *(Lanes512 a, Lanes512 b) => new(a._value * b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 MultiplyAdd(Lanes512 a, Lanes512 b, Lanes512 c) => new(Vector512.FusedMultiplyAdd(a._value, b._value, c._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 SubtractProduct(Lanes512 a, Lanes512 b, Lanes512 c) => new(Avx512F.IsSupported
        ? Avx512F.FusedMultiplyAddNegated(a._value, b._value, c._value)
        : Vector512.FusedMultiplyAdd(-a._value, b._value, c._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 AtLeastZero(Lanes512 a) =>
        new(Vector512.ConditionalSelect(Vector512.LessThan(a._value, Vector512<double>.Zero), Vector512<double>.Zero, a._value));

    public static bool AnyMagnitudeAbove(Lanes512 a, double limit) => Vector512.GreaterThanAny(Vector512.Abs(a._value), Vector512.Create(limit));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Lanes512 Sin, Lanes512 Cos) Turn(Lanes512 quadrants, Lanes512 sin, Lanes512 cos)
    {
        Vector512<long> n = quadrants._value.AsInt64();
        Vector512<double> isOdd = Vector512.Equals(n & Vector512<long>.One, Vector512<long>.One).AsDouble();
        Vector512<long> sinSign = Vector512.ShiftLeft(n & Vector512.Create(2L), 62), cosSign = Vector512.ShiftLeft((n + Vector512<long>.One) & Vector512.Create(2L), 62);
        return (
            new((Vector512.ConditionalSelect(isOdd, cos._value, sin._value).AsInt64() ^ sinSign).AsDouble()),
            new((Vector512.ConditionalSelect(isOdd, sin._value, cos._value).AsInt64() ^ cosSign).AsDouble()));
    }

    public static void StoreTransposed(ReadOnlySpan<Lanes512> rows, Span<double> target, int stride)
    {
        ReadOnlySpan<double> source = MemoryMarshal.Cast<Lanes512, double>(rows[..Width]);
        for (int e = 0; e < Width; e++)
        {
            Span<double> column = target.Slice(e * stride, Width);
            for (int r = 0; r < column.Length; r++) column[r] = source[r * Width + e];
        }
    }
}
