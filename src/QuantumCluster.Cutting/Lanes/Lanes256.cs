using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using QuantumCluster.Circuits.Numerics;

namespace QuantumCluster.Cutting.Lanes;

/// <summary>Four doubles in 256 bits.</summary>
public readonly struct Lanes256(Vector256<double> value) : IDoubleLanes<Lanes256>
{
    private readonly Vector256<double> _value = value;

    public static Precision Precision => Precision.Double;

    public static int Width => 4;

    public static int BlockColumns => 4;

    public static Lanes256 Broadcast(double value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Broadcast(ref readonly Lanes256 first, int index) => new(Vector256.Create(Elements.At<Lanes256, double>(in first, index)));

    public static double Get(ref readonly Lanes256 first, int index) => Elements.At<Lanes256, double>(in first, index);

    public static void Set(ref Lanes256 first, int index, double value) => Elements.At<Lanes256, double>(ref first, index) = value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Load(ReadOnlySpan<double> source) => Elements.Load<Lanes256>(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lanes256 value, Span<double> target) => Elements.Store(value, target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 operator +(Lanes256 a, Lanes256 b) => new(a._value + b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 operator -(Lanes256 a, Lanes256 b) => new(a._value - b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 operator *(Lanes256 a, Lanes256 b) => new(a._value * b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 MultiplyAdd(Lanes256 a, Lanes256 b, Lanes256 c) => new(Vector256.FusedMultiplyAdd(a._value, b._value, c._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 SubtractProduct(Lanes256 a, Lanes256 b, Lanes256 c) => new(Fma.IsSupported
        ? Fma.MultiplyAddNegated(a._value, b._value, c._value)
        : Vector256.FusedMultiplyAdd(-a._value, b._value, c._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 AtLeastZero(Lanes256 a) =>
        new(Vector256.ConditionalSelect(Vector256.LessThan(a._value, Vector256<double>.Zero), Vector256<double>.Zero, a._value));

    public static bool AnyMagnitudeAbove(Lanes256 a, double limit) => Vector256.GreaterThanAny(Vector256.Abs(a._value), Vector256.Create(limit));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Lanes256 Sin, Lanes256 Cos) Turn(Lanes256 quadrants, Lanes256 sin, Lanes256 cos)
    {
        Vector256<long> n = quadrants._value.AsInt64();
        Vector256<double> isOdd = Vector256.Equals(n & Vector256<long>.One, Vector256<long>.One).AsDouble();
        Vector256<long> sinSign = Vector256.ShiftLeft(n & Vector256.Create(2L), 62), cosSign = Vector256.ShiftLeft((n + Vector256<long>.One) & Vector256.Create(2L), 62);
        return (
            new((Vector256.ConditionalSelect(isOdd, cos._value, sin._value).AsInt64() ^ sinSign).AsDouble()),
            new((Vector256.ConditionalSelect(isOdd, sin._value, cos._value).AsInt64() ^ cosSign).AsDouble()));
    }

    public static void LoadBlock(ReadOnlySpan<double> table, int stride, Span<Lanes256> columns) => DoubleBlocks.Load(table, stride, columns);

    public static void StoreBlock(Span<Lanes256> columns, Span<double> table, int stride) => DoubleBlocks.Store(columns, table, stride);

    public static void Transpose(Span<Lanes256> square)
    {
        if (!Avx.IsSupported)
        {
            SquareTranspose.InPlace(MemoryMarshal.Cast<Lanes256, double>(square), Width);
            return;
        }

        Vector256<double> a = Avx.UnpackLow(square[0]._value, square[1]._value), b = Avx.UnpackHigh(square[0]._value, square[1]._value);
        Vector256<double> c = Avx.UnpackLow(square[2]._value, square[3]._value), d = Avx.UnpackHigh(square[2]._value, square[3]._value);
        square[0] = new(Avx.Permute2x128(a, c, 0x20));
        square[1] = new(Avx.Permute2x128(b, d, 0x20));
        square[2] = new(Avx.Permute2x128(a, c, 0x31));
        square[3] = new(Avx.Permute2x128(b, d, 0x31));
    }
}
