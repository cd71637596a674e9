using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using QuantumCluster.Circuits.Numerics;

namespace QuantumCluster.Cutting.Lanes;

/// <summary>Four floats in 128 bits.</summary>
public readonly struct FloatLanes128(Vector128<float> value) : IFloatLanes<FloatLanes128, Lanes128>
{
    private readonly Vector128<float> _value = value;

    public static Precision Precision => Precision.Float;

    public static int Width => 4;

    public static int BlockColumns => 2;

    public static FloatLanes128 Broadcast(double value) => new(Vector128.Create((float)value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes128 Broadcast(ref readonly FloatLanes128 first, int index) => new(Vector128.Create(Elements.At<FloatLanes128, float>(in first, index)));

    public static double Get(ref readonly FloatLanes128 first, int index) => Elements.At<FloatLanes128, float>(in first, index);

    public static void Set(ref FloatLanes128 first, int index, double value) => Elements.At<FloatLanes128, float>(ref first, index) = (float)value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes128 Load(ReadOnlySpan<double> source) => new(Vector128.Narrow(Elements.Load<Vector128<double>>(source), Elements.Load<Vector128<double>>(source[2..])));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(FloatLanes128 value, Span<double> target)
    {
        Elements.Store(Vector128.WidenLower(value._value), target);
        Elements.Store(Vector128.WidenUpper(value._value), target[2..]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes128 operator +(FloatLanes128 a, FloatLanes128 b) => new(a._value + b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes128 operator -(FloatLanes128 a, FloatLanes128 b) => new(a._value - b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes128 operator *(FloatLanes128 a, FloatLanes128 b) => new(a._value * b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes128 MultiplyAdd(FloatLanes128 a, FloatLanes128 b, FloatLanes128 c) => new(Vector128.FusedMultiplyAdd(a._value, b._value, c._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes128 SubtractProduct(FloatLanes128 a, FloatLanes128 b, FloatLanes128 c) => new(Fma.IsSupported
        ? Fma.MultiplyAddNegated(a._value, b._value, c._value)
        : Vector128.FusedMultiplyAdd(-a._value, b._value, c._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes128 AtLeastZero(FloatLanes128 a) =>
        new(Vector128.ConditionalSelect(Vector128.LessThan(a._value, Vector128<float>.Zero), Vector128<float>.Zero, a._value));

    public static bool AnyMagnitudeAbove(FloatLanes128 a, double limit) => Vector128.GreaterThanAny(Vector128.Abs(a._value), Vector128.Create((float)limit));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (FloatLanes128 Sin, FloatLanes128 Cos) Turn(FloatLanes128 quadrants, FloatLanes128 sin, FloatLanes128 cos)
    {
        Vector128<int> n = quadrants._value.AsInt32();
        Vector128<float> isOdd = Vector128.Equals(n & Vector128<int>.One, Vector128<int>.One).AsSingle();
        Vector128<int> sinSign = Vector128.ShiftLeft(n & Vector128.Create(2), 30), cosSign = Vector128.ShiftLeft((n + Vector128<int>.One) & Vector128.Create(2), 30);
        return (
            new((Vector128.ConditionalSelect(isOdd, cos._value, sin._value).AsInt32() ^ sinSign).AsSingle()),
            new((Vector128.ConditionalSelect(isOdd, sin._value, cos._value).AsInt32() ^ cosSign).AsSingle()));
    }

    public static void LoadBlock(ReadOnlySpan<double> table, int stride, Span<FloatLanes128> columns) => FloatBlocks.Load<FloatLanes128, Lanes128>(table, stride, columns);

    public static void StoreBlock(Span<FloatLanes128> columns, Span<double> table, int stride) => FloatBlocks.Store<FloatLanes128, Lanes128>(columns, table, stride);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes128 Narrow(Lanes128 lower, Lanes128 upper) => new(Vector128.Narrow(Unsafe.BitCast<Lanes128, Vector128<double>>(lower), Unsafe.BitCast<Lanes128, Vector128<double>>(upper)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 WidenLower(FloatLanes128 value) => new(Vector128.WidenLower(value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 WidenUpper(FloatLanes128 value) => new(Vector128.WidenUpper(value._value));
}
