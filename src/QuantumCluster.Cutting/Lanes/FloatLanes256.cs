using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using QuantumCluster.Circuits.Numerics;

namespace QuantumCluster.Cutting.Lanes;

/// <summary>Eight floats in 256 bits.</summary>
public readonly struct FloatLanes256(Vector256<float> value) : IFloatLanes<FloatLanes256, Lanes256>
{
    private readonly Vector256<float> _value = value;

    public static Precision Precision => Precision.Float;

    public static int Width => 8;

    public static int BlockColumns => 4;

    public static FloatLanes256 Broadcast(double value) => new(Vector256.Create((float)value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes256 Broadcast(ref readonly FloatLanes256 first, int index) => new(Vector256.Create(Elements.At<FloatLanes256, float>(in first, index)));

    public static double Get(ref readonly FloatLanes256 first, int index) => Elements.At<FloatLanes256, float>(in first, index);

    public static void Set(ref FloatLanes256 first, int index, double value) => Elements.At<FloatLanes256, float>(ref first, index) = (float)value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes256 Load(ReadOnlySpan<double> source) => new(Vector256.Narrow(Elements.Load<Vector256<double>>(source), Elements.Load<Vector256<double>>(source[4..])));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(FloatLanes256 value, Span<double> target)
    {
        Elements.Store(Vector256.WidenLower(value._value), target);
        Elements.Store(Vector256.WidenUpper(value._value), target[4..]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes256 operator +(FloatLanes256 a, FloatLanes256 b) => new(a._value + b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes256 operator -(FloatLanes256 a, FloatLanes256 b) => new(a._value - b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes256 operator *(FloatLanes256 a, FloatLanes256 b) => new(a._value * b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes256 MultiplyAdd(FloatLanes256 a, FloatLanes256 b, FloatLanes256 c) => new(Vector256.FusedMultiplyAdd(a._value, b._value, c._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes256 SubtractProduct(FloatLanes256 a, FloatLanes256 b, FloatLanes256 c) => new(Fma.IsSupported
        ? Fma.MultiplyAddNegated(a._value, b._value, c._value)
        : Vector256.FusedMultiplyAdd(-a._value, b._value, c._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes256 AtLeastZero(FloatLanes256 a) =>
        new(Vector256.ConditionalSelect(Vector256.LessThan(a._value, Vector256<float>.Zero), Vector256<float>.Zero, a._value));

    public static bool AnyMagnitudeAbove(FloatLanes256 a, double limit) => Vector256.GreaterThanAny(Vector256.Abs(a._value), Vector256.Create((float)limit));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (FloatLanes256 Sin, FloatLanes256 Cos) Turn(FloatLanes256 quadrants, FloatLanes256 sin, FloatLanes256 cos)
    {
        Vector256<int> n = quadrants._value.AsInt32();
        Vector256<float> isOdd = Vector256.Equals(n & Vector256<int>.One, Vector256<int>.One).AsSingle();
        Vector256<int> sinSign = Vector256.ShiftLeft(n & Vector256.Create(2), 30), cosSign = Vector256.ShiftLeft((n + Vector256<int>.One) & Vector256.Create(2), 30);
        return (
            new((Vector256.ConditionalSelect(isOdd, cos._value, sin._value).AsInt32() ^ sinSign).AsSingle()),
            new((Vector256.ConditionalSelect(isOdd, sin._value, cos._value).AsInt32() ^ cosSign).AsSingle()));
    }

    public static void LoadBlock(ReadOnlySpan<double> table, int stride, Span<FloatLanes256> columns) => FloatBlocks.Load<FloatLanes256, Lanes256>(table, stride, columns);

    public static void StoreBlock(Span<FloatLanes256> columns, Span<double> table, int stride) => FloatBlocks.Store<FloatLanes256, Lanes256>(columns, table, stride);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes256 Narrow(Lanes256 lower, Lanes256 upper) => new(Vector256.Narrow(Unsafe.BitCast<Lanes256, Vector256<double>>(lower), Unsafe.BitCast<Lanes256, Vector256<double>>(upper)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 WidenLower(FloatLanes256 value) => new(Vector256.WidenLower(value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 WidenUpper(FloatLanes256 value) => new(Vector256.WidenUpper(value._value));
}
