using System.Runtime.CompilerServices;
using QuantumCluster.Circuits.Numerics;
using QuantumCluster.Cutting.Lanes;

namespace QuantumCluster.Devices.Numerics;

/// <summary>The vector twin of <see cref="SineCosine"/>: the same steps on every lane, so the same bits for finite arguments. Floats go by way of <see cref="SineCosineFloats"/>.</summary>
public static class SineCosineLanes
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (L Sin, L Cos) Of<L>(L radians) where L : unmanaged, ILanes<L>
    {
        if (L.Precision == Precision.Float) return SineCosineFloats.Of(radians);
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

    /// <summary>How long a list of <paramref name="angles"/> angles must be for <see cref="OfHalves"/>: whole vectors of any width.</summary>
    public static int Padded(int angles) => (angles + Lanes512.Width - 1) / Lanes512.Width * Lanes512.Width;

    /// <summary>Sines and cosines of half of every angle.</summary>
    /// <param name="angles">Radians, of a <see cref="Padded"/> length; overwritten by the sines.</param>
    public static void OfHalves(Span<double> angles, Span<double> cosines)
    {
        switch (LaneWidths.Widest)
        {
            case LaneWidth.Bits512: OfHalves<Lanes512>(angles, cosines); break;
            case LaneWidth.Bits256: OfHalves<Lanes256>(angles, cosines); break;
            default: OfHalves<Lanes128>(angles, cosines); break;
        }
    }

    private static void OfHalves<L>(Span<double> angles, Span<double> cosines) where L : unmanaged, ILanes<L>
    {
        for (int i = 0; i < angles.Length; i += L.Width)
        {
            (L sin, L cos) = Of(L.Load(angles[i..]) * L.Broadcast(0.5));
            L.Store(sin, angles[i..]);
            L.Store(cos, cosines[i..]);
        }
    }

    private static L ReduceByTau<L>(L radians) where L : unmanaged, ILanes<L>
    {
        for (int lane = 0; lane < L.Width; lane++)
            if (L.Get(in radians, lane) is var angle && Math.Abs(angle) > SineCosine.ReductionLimit) L.Set(ref radians, lane, Math.IEEERemainder(angle, Math.Tau));
        return radians;
    }
}
