using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using QuantumCluster.Circuits.Numerics;

namespace QuantumCluster.Cutting.Lanes;

/// <summary>Two doubles in 128 bits.</summary>
public readonly struct Lanes128(Vector128<double> value) : IDoubleLanes<Lanes128>
{
    private readonly Vector128<double> _value = value;

    public static Precision Precision => Precision.Double;

    public static int Width => 2;

    public static int BlockColumns => 2;

    public static Lanes128 Broadcast(double value) => new(Vector128.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Broadcast(ref readonly Lanes128 first, int index) => new(Vector128.Create(Elements.At<Lanes128, double>(in first, index)));

    public static double Get(ref readonly Lanes128 first, int index) => Elements.At<Lanes128, double>(in first, index);

    public static void Set(ref Lanes128 first, int index, double value) => Elements.At<Lanes128, double>(ref first, index) = value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Load(ReadOnlySpan<double> source) => Elements.Load<Lanes128>(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lanes128 value, Span<double> target) => Elements.Store(value, target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 operator +(Lanes128 a, Lanes128 b) => new(a._value + b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 operator -(Lanes128 a, Lanes128 b) => new(a._value - b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 operator *(Lanes128 a, Lanes128 b) => new(a._value * b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 MultiplyAdd(Lanes128 a, Lanes128 b, Lanes128 c) => new(Vector128.FusedMultiplyAdd(a._value, b._value, c._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 SubtractProduct(Lanes128 a, Lanes128 b, Lanes128 c) => new(Fma.IsSupported
        ? Fma.MultiplyAddNegated(a._value, b._value, c._value)
        : Vector128.FusedMultiplyAdd(-a._value, b._value, c._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 AtLeastZero(Lanes128 a) =>
        new(Vector128.ConditionalSelect(Vector128.LessThan(a._value, Vector128<double>.Zero), Vector128<double>.Zero, a._value));

    public static bool AnyMagnitudeAbove(Lanes128 a, double limit) => Vector128.GreaterThanAny(Vector128.Abs(a._value), Vector128.Create(limit));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Lanes128 Sin, Lanes128 Cos) Turn(Lanes128 quadrants, Lanes128 sin, Lanes128 cos)
    {
        Vector128<long> n = quadrants._value.AsInt64();
        Vector128<double> isOdd = Vector128.Equals(n & Vector128<long>.One, Vector128<long>.One).AsDouble();
        Vector128<long> sinSign = Vector128.ShiftLeft(n & Vector128.Create(2L), 62), cosSign = Vector128.ShiftLeft((n + Vector128<long>.One) & Vector128.Create(2L), 62);
        return (
            new((Vector128.ConditionalSelect(isOdd, cos._value, sin._value).AsInt64() ^ sinSign).AsDouble()),
            new((Vector128.ConditionalSelect(isOdd, sin._value, cos._value).AsInt64() ^ cosSign).AsDouble()));
    }

    public static void LoadBlock(ReadOnlySpan<double> table, int stride, Span<Lanes128> columns) => DoubleBlocks.Load(table, stride, columns);

    public static void StoreBlock(Span<Lanes128> columns, Span<double> table, int stride) => DoubleBlocks.Store(columns, table, stride);

    public static void Transpose(Span<Lanes128> square)
    {
        Vector128<double> a = square[0]._value, b = square[1]._value;
        square[0] = new(Vector128.Create(a.ToScalar(), b.ToScalar()));
        square[1] = new(Vector128.Create(a.GetElement(1), b.GetElement(1)));
    }
}
