using System.Runtime.CompilerServices;
using QuantumCluster.Circuits.Numerics;
using QuantumCluster.Cutting.Lanes;

namespace QuantumCluster.Experiments.CoreBenchmarks;

/// <summary>The most that one thread can compute: twelve independent chains of fused multiply-adds at the widest vector, in registers.</summary>
internal static class MultiplyAddPeak
{
    private const int Chains = 12;
    private const int Rounds = 20_000;

    /// <summary>The loop's result, kept where the compiler must believe that somebody reads it.</summary>
    public static double Kept { get; private set; }

    public static double Gigaflops(Repeats repeats, Precision precision) => LaneChoice.Run<Measurement, double>(precision, LaneWidths.Widest, new(repeats));

    private readonly struct Measurement(Repeats repeats) : ILanesTask<double>
    {
        public double With<L>() where L : unmanaged, ILanes<L>
        {
            double seconds = repeats.BestSeconds(() => Kept = Chain<L>());
            return 2.0 * L.Width * Chains * Rounds / seconds / 1e9;
        }
    }

    /// <summary>Optimised from its first call: on a busy machine the compiler may not come back to it before it has been measured.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Chain<L>() where L : unmanaged, ILanes<L>
    {
        L factor = L.Broadcast(0.999999), term = L.Broadcast(1e-6);
        L a = term, b = term, c = term, d = term, e = term, f = term, g = term, h = term, i = term, j = term, k = term, l = term;
        for (int round = 0; round < Rounds; round++)
        {
            a = L.MultiplyAdd(a, factor, term);
            b = L.MultiplyAdd(b, factor, term);
            c = L.MultiplyAdd(c, factor, term);
            d = L.MultiplyAdd(d, factor, term);
            e = L.MultiplyAdd(e, factor, term);
            f = L.MultiplyAdd(f, factor, term);
            g = L.MultiplyAdd(g, factor, term);
            h = L.MultiplyAdd(h, factor, term);
            i = L.MultiplyAdd(i, factor, term);
            j = L.MultiplyAdd(j, factor, term);
            k = L.MultiplyAdd(k, factor, term);
            l = L.MultiplyAdd(l, factor, term);
        }

        L sum = a + b + c + d + e + f + g + h + i + j + k + l;
        return L.AnyMagnitudeAbove(sum, 1) ? 1 : 0;
    }
}
