using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using QuantumCluster.Circuits.Numerics;
using QuantumCluster.Cutting.Lanes;

namespace QuantumCluster.Devices.Numerics;

/// <summary>The vector twin of <see cref="SineCosine"/>: the same steps on every lane, so the same bits for finite arguments.</summary>
public static class SineCosineLanes
{
    public static (Vector<double> Sin, Vector<double> Cos) Of(Vector<double> radians) => Vector<double>.Count switch
    {
        8 => Through<Lanes512>(radians),
        4 => Through<Lanes256>(radians),
        _ => Through<Lanes128>(radians),
    };

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

        // The shifted sum carries n in its lowest mantissa bits, in two's complement: no conversion to integers is needed.
        return L.Turn(shifted, sin, cos);
    }

    private static (Vector<double> Sin, Vector<double> Cos) Through<L>(Vector<double> radians) where L : unmanaged, ILanes<L>
    {
        (L sin, L cos) = Of(Unsafe.BitCast<Vector<double>, L>(radians));
        return (Unsafe.BitCast<L, Vector<double>>(sin), Unsafe.BitCast<L, Vector<double>>(cos));
    }

    private static L ReduceByTau<L>(L radians) where L : unmanaged, ILanes<L>
    {
        foreach (ref double lane in MemoryMarshal.Cast<L, double>(new Span<L>(ref radians)))
            if (Math.Abs(lane) > SineCosine.ReductionLimit) lane = Math.IEEERemainder(lane, Math.Tau);
        return radians;
    }
}
