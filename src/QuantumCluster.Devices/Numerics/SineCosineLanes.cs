using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using QuantumCluster.Circuits.Numerics;
using QuantumCluster.Cutting.Lanes;

namespace QuantumCluster.Devices.Numerics;

/// <summary>The vector twin of <see cref="SineCosine"/>: the same steps on every lane, so the same bits for finite arguments.</summary>
public static class SineCosineLanes
{
    public static (Vector<double> Sin, Vector<double> Cos) Of(Vector<double> radians)
    {
        if (Vector.GreaterThanAny(Vector.Abs(radians), new Vector<double>(SineCosine.ReductionLimit))) radians = ReduceByTau(radians);
        Vector<double> shifted = Vector.FusedMultiplyAdd(radians, new Vector<double>(SineCosine.TwoOverPi), new Vector<double>(SineCosine.Rounder));
        Vector<double> n = shifted - new Vector<double>(SineCosine.Rounder), minus = -n;
        Vector<double> r = Vector.FusedMultiplyAdd(minus, new Vector<double>(SineCosine.HalfPiHigh), radians);
        r = Vector.FusedMultiplyAdd(minus, new Vector<double>(SineCosine.HalfPiMiddle), r);
        r = Vector.FusedMultiplyAdd(minus, new Vector<double>(SineCosine.HalfPiLow), r);
        Vector<double> z = r * r;

        Vector<double> s = Vector.FusedMultiplyAdd(z, new Vector<double>(SineCosine.S6), new Vector<double>(SineCosine.S5));
        s = Vector.FusedMultiplyAdd(z, s, new Vector<double>(SineCosine.S4));
        s = Vector.FusedMultiplyAdd(z, s, new Vector<double>(SineCosine.S3));
        s = Vector.FusedMultiplyAdd(z, s, new Vector<double>(SineCosine.S2));
        s = Vector.FusedMultiplyAdd(z, s, new Vector<double>(SineCosine.S1));
        Vector<double> sin = Vector.FusedMultiplyAdd(r * z, s, r);

        Vector<double> c = Vector.FusedMultiplyAdd(z, new Vector<double>(SineCosine.C6), new Vector<double>(SineCosine.C5));
        c = Vector.FusedMultiplyAdd(z, c, new Vector<double>(SineCosine.C4));
        c = Vector.FusedMultiplyAdd(z, c, new Vector<double>(SineCosine.C3));
        c = Vector.FusedMultiplyAdd(z, c, new Vector<double>(SineCosine.C2));
        c = Vector.FusedMultiplyAdd(z, c, new Vector<double>(SineCosine.C1));
        Vector<double> cos = Vector.FusedMultiplyAdd(z * z, c, Vector.FusedMultiplyAdd(z, new Vector<double>(-0.5), Vector<double>.One));

        // The shifted sum carries n in its lowest mantissa bits, in two's complement: no conversion to integers is needed.
        Vector<long> quadrant = Vector.AsVectorInt64(shifted);
        Vector<long> isOdd = Vector.Equals(quadrant & Vector<long>.One, Vector<long>.One);
        Vector<long> sinSign = (quadrant & new Vector<long>(2)) << 62, cosSign = ((quadrant + Vector<long>.One) & new Vector<long>(2)) << 62;
        return (
            Vector.AsVectorDouble(Vector.AsVectorInt64(Vector.ConditionalSelect(isOdd, cos, sin)) ^ sinSign),
            Vector.AsVectorDouble(Vector.AsVectorInt64(Vector.ConditionalSelect(isOdd, sin, cos)) ^ cosSign));
    }

    private static Vector<double> ReduceByTau(Vector<double> radians)
    {
        Span<double> lanes = stackalloc double[Vector<double>.Count];
        radians.CopyTo(lanes);
        foreach (ref double lane in lanes)
            if (Math.Abs(lane) > SineCosine.ReductionLimit) lane = Math.IEEERemainder(lane, Math.Tau);
        return new Vector<double>((ReadOnlySpan<double>)lanes);
    }

    /// <inheritdoc cref="Of(Vector{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (L Sin, L Cos) Of<L>(L radians) where L : unmanaged, ILanes<L>
    {
        if (L.AnyMagnitudeAbove(radians, SineCosine.ReductionLimit)) radians = ReduceByTau(radians);
        L shifted = L.MultiplyAdd(radians, L.Broadcast(SineCosine.TwoOverPi), L.Broadcast(SineCosine.Rounder));
        L n = shifted - L.Broadcast(SineCosine.Rounder);
        L r = L.SubtractProduct(n, L.Broadcast(SineCosine.HalfPiHigh), radians);
        r = L.SubtractProduct(n, L.Broadcast(SineCosine.HalfPiMiddle), r);
        r = L.SubtractProduct(n, L.Broadcast(SineCosine.HalfPiLow), r);
        L z = r * r;

        L s = L.MultiplyAdd(z, L.Broadcast(SineCosine.S6), L.Broadcast(SineCosine.S5));
        s = L.MultiplyAdd(z, s, L.Broadcast(SineCosine.S4));
        s = L.MultiplyAdd(z, s, L.Broadcast(SineCosine.S3));
        s = L.MultiplyAdd(z, s, L.Broadcast(SineCosine.S2));
        s = L.MultiplyAdd(z, s, L.Broadcast(SineCosine.S1));
        L sin = L.MultiplyAdd(r * z, s, r);

        L c = L.MultiplyAdd(z, L.Broadcast(SineCosine.C6), L.Broadcast(SineCosine.C5));
        c = L.MultiplyAdd(z, c, L.Broadcast(SineCosine.C4));
        c = L.MultiplyAdd(z, c, L.Broadcast(SineCosine.C3));
        c = L.MultiplyAdd(z, c, L.Broadcast(SineCosine.C2));
        c = L.MultiplyAdd(z, c, L.Broadcast(SineCosine.C1));
        L cos = L.MultiplyAdd(z * z, c, L.MultiplyAdd(z, L.Broadcast(-0.5), L.Broadcast(1.0)));
        return L.Turn(shifted, sin, cos);
    }

    private static L ReduceByTau<L>(L radians) where L : unmanaged, ILanes<L>
    {
        foreach (ref double lane in MemoryMarshal.Cast<L, double>(new Span<L>(ref radians)))
            if (Math.Abs(lane) > SineCosine.ReductionLimit) lane = Math.IEEERemainder(lane, Math.Tau);
        return radians;
    }
}
