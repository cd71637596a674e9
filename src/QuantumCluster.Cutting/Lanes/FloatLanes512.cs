using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using QuantumCluster.Circuits.Numerics;

namespace QuantumCluster.Cutting.Lanes;

/// <summary>Sixteen floats in 512 bits.</summary>
public readonly struct FloatLanes512(Vector512<float> value) : IFloatLanes<FloatLanes512, Lanes512>
{
    private readonly Vector512<float> _value = value;

    public static Precision Precision => Precision.Float;

    public static int Width => 16;

    public static int BlockColumns => 8;

    public static FloatLanes512 Broadcast(double value) => new(Vector512.Create((float)value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes512 Broadcast(ref readonly FloatLanes512 first, int index) => new(Vector512.Create(Elements.At<FloatLanes512, float>(in first, index)));

    public static double Get(ref readonly FloatLanes512 first, int index) => Elements.At<FloatLanes512, float>(in first, index);

    public static void Set(ref FloatLanes512 first, int index, double value) => Elements.At<FloatLanes512, float>(ref first, index) = (float)value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes512 Load(ReadOnlySpan<double> source) => new(Vector512.Narrow(Elements.Load<Vector512<double>>(source), Elements.Load<Vector512<double>>(source[8..])));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(FloatLanes512 value, Span<double> target)
    {
        Elements.Store(Vector512.WidenLower(value._value), target);
        Elements.Store(Vector512.WidenUpper(value._value), target[8..]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes512 operator +(FloatLanes512 a, FloatLanes512 b) => new(a._value + b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes512 operator -(FloatLanes512 a, FloatLanes512 b) => new(a._value - b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes512 operator *(FloatLanes512 a, FloatLanes512 b) => new(a._value * b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes512 MultiplyAdd(FloatLanes512 a, FloatLanes512 b, FloatLanes512 c) => new(Vector512.FusedMultiplyAdd(a._value, b._value, c._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes512 SubtractProduct(FloatLanes512 a, FloatLanes512 b, FloatLanes512 c) => new(Avx512F.IsSupported
        ? Avx512F.FusedMultiplyAddNegated(a._value, b._value, c._value)
        : Vector512.FusedMultiplyAdd(-a._value, b._value, c._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes512 AtLeastZero(FloatLanes512 a) =>
        new(Vector512.ConditionalSelect(Vector512.LessThan(a._value, Vector512<float>.Zero), Vector512<float>.Zero, a._value));

    public static bool AnyMagnitudeAbove(FloatLanes512 a, double limit) => Vector512.GreaterThanAny(Vector512.Abs(a._value), Vector512.Create((float)limit));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (FloatLanes512 Sin, FloatLanes512 Cos) Turn(FloatLanes512 quadrants, FloatLanes512 sin, FloatLanes512 cos)
    {
        Vector512<int> n = quadrants._value.AsInt32();
        Vector512<float> isOdd = Vector512.Equals(n & Vector512<int>.One, Vector512<int>.One).AsSingle();
        Vector512<int> sinSign = Vector512.ShiftLeft(n & Vector512.Create(2), 30), cosSign = Vector512.ShiftLeft((n + Vector512<int>.One) & Vector512.Create(2), 30);
        return (
            new((Vector512.ConditionalSelect(isOdd, cos._value, sin._value).AsInt32() ^ sinSign).AsSingle()),
            new((Vector512.ConditionalSelect(isOdd, sin._value, cos._value).AsInt32() ^ cosSign).AsSingle()));
    }

    public static void LoadBlock(ReadOnlySpan<double> table, int stride, Span<FloatLanes512> columns) => FloatBlocks.Load<FloatLanes512, Lanes512>(table, stride, columns);

    public static void StoreBlock(Span<FloatLanes512> columns, Span<double> table, int stride) => FloatBlocks.Store<FloatLanes512, Lanes512>(columns, table, stride);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes512 Narrow(Lanes512 lower, Lanes512 upper) => new(Vector512.Narrow(Unsafe.BitCast<Lanes512, Vector512<double>>(lower), Unsafe.BitCast<Lanes512, Vector512<double>>(upper)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 WidenLower(FloatLanes512 value) => new(Vector512.WidenLower(value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 WidenUpper(FloatLanes512 value) => new(Vector512.WidenUpper(value._value));
}
