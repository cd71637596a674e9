using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using QuantumCluster.Circuits.Numerics;

namespace QuantumCluster.Cutting.Lanes;

/// <summary>Eight doubles in 512 bits.</summary>
public readonly struct Lanes512(Vector512<double> value) : IDoubleLanes<Lanes512>
{
    private readonly Vector512<double> _value = value;

    public static Precision Precision => Precision.Double;

    public static int Width => 8;

    public static int BlockColumns => 8;

    public static Lanes512 Broadcast(double value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Broadcast(ref readonly Lanes512 first, int index) => new(Vector512.Create(Elements.At<Lanes512, double>(in first, index)));

    public static double Get(ref readonly Lanes512 first, int index) => Elements.At<Lanes512, double>(in first, index);

    public static void Set(ref Lanes512 first, int index, double value) => Elements.At<Lanes512, double>(ref first, index) = value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Load(ReadOnlySpan<double> source) => Elements.Load<Lanes512>(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lanes512 value, Span<double> target) => Elements.Store(value, target);

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

    public static void LoadBlock(ReadOnlySpan<double> table, int stride, Span<Lanes512> columns) => DoubleBlocks.Load(table, stride, columns);

    public static void StoreBlock(Span<Lanes512> columns, Span<double> table, int stride) => DoubleBlocks.Store(columns, table, stride);

    public static void Transpose(Span<Lanes512> square)
    {
        if (!Avx512F.IsSupported)
        {
            SquareTranspose.InPlace(MemoryMarshal.Cast<Lanes512, double>(square), Width);
            return;
        }

        ref Lanes512 rows = ref MemoryMarshal.GetReference(square[..Width]);
        HalfColumns(ref rows, false, out Vector512<double> c0, out Vector512<double> c2, out Vector512<double> c4, out Vector512<double> c6);
        HalfColumns(ref rows, true, out Vector512<double> c1, out Vector512<double> c3, out Vector512<double> c5, out Vector512<double> c7);
        square[0] = new(c0);
        square[1] = new(c1);
        square[2] = new(c2);
        square[3] = new(c3);
        square[4] = new(c4);
        square[5] = new(c5);
        square[6] = new(c6);
        square[7] = new(c7);
    }

    /// <summary>The even or the odd columns: pairs of rows interleaved, then 128-bit blocks brought together.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void HalfColumns(ref Lanes512 rows, bool odd, out Vector512<double> first, out Vector512<double> second, out Vector512<double> third, out Vector512<double> fourth)
    {
        Vector512<double> a = Interleave(ref rows, odd), b = Interleave(ref Unsafe.Add(ref rows, 2), odd);
        Vector512<double> c = Interleave(ref Unsafe.Add(ref rows, 4), odd), d = Interleave(ref Unsafe.Add(ref rows, 6), odd);
        Vector512<double> low = Avx512F.Shuffle4x128(a, b, 0x88), lowHigh = Avx512F.Shuffle4x128(c, d, 0x88);
        Vector512<double> high = Avx512F.Shuffle4x128(a, b, 0xDD), highHigh = Avx512F.Shuffle4x128(c, d, 0xDD);
        first = Avx512F.Shuffle4x128(low, lowHigh, 0x88);
        second = Avx512F.Shuffle4x128(high, highHigh, 0x88);
        third = Avx512F.Shuffle4x128(low, lowHigh, 0xDD);
        fourth = Avx512F.Shuffle4x128(high, highHigh, 0xDD);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Interleave(ref Lanes512 rows, bool odd)
    {
        Vector512<double> a = rows._value, b = Unsafe.Add(ref rows, 1)._value;
        return odd ? Avx512F.UnpackHigh(a, b) : Avx512F.UnpackLow(a, b);
    }
}
