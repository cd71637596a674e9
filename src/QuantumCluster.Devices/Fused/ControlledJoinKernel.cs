using System.Runtime.CompilerServices;
using QuantumCluster.Cutting.Lanes;

namespace QuantumCluster.Devices.Fused;

/// <summary>
/// What <see cref="JoinKernel"/> does, for blocks whose first qubit only controls: V[i, a] is zero unless a is the first bit of i, so half
/// of the work is left, with the same bits. The layout of V is the same.
/// </summary>
internal static class ControlledJoinKernel
{
    /// <inheritdoc cref="JoinKernel.Apply"/>
    public static void Apply<L>(ref L v, ref L input, ref L output, int pairs, int bit) where L : unmanaged, ILanes<L>
    {
        int partner = 1 << bit;
        L v00r = Unsafe.Add(ref v, 0), v00i = Unsafe.Add(ref v, 1), v10r = Unsafe.Add(ref v, 4), v10i = Unsafe.Add(ref v, 5);
        L v21r = Unsafe.Add(ref v, 10), v21i = Unsafe.Add(ref v, 11), v31r = Unsafe.Add(ref v, 14), v31i = Unsafe.Add(ref v, 15);
        for (int p = 0; p < pairs; p++)
        {
            int zero = ((p & -partner) << 1) | (p & (partner - 1)), one = zero | partner;
            ref L low = ref Unsafe.Add(ref output, 4 * zero);
            ref L high = ref Unsafe.Add(ref output, 4 * one);
            L ar = Unsafe.Add(ref input, 2 * zero), ai = Unsafe.Add(ref input, 2 * zero + 1);
            Multiply(v00r, v00i, ar, ai, ref low);
            Multiply(v10r, v10i, ar, ai, ref Unsafe.Add(ref low, 2));
            L br = Unsafe.Add(ref input, 2 * one), bi = Unsafe.Add(ref input, 2 * one + 1);
            Multiply(v21r, v21i, br, bi, ref high);
            Multiply(v31r, v31i, br, bi, ref Unsafe.Add(ref high, 2));
        }
    }

    /// <inheritdoc cref="JoinKernel.PullBack"/>
    public static void PullBack<L>(ref L v, ref L output, ref L input, int pairs, int bit) where L : unmanaged, ILanes<L>
    {
        int partner = 1 << bit;
        for (int p = 0; p < pairs; p++)
        {
            int zero = ((p & -partner) << 1) | (p & (partner - 1)), one = zero | partner;
            Gather(ref v, ref Unsafe.Add(ref v, 4), ref Unsafe.Add(ref output, 4 * zero), ref Unsafe.Add(ref input, 2 * zero));
            Gather(ref Unsafe.Add(ref v, 10), ref Unsafe.Add(ref v, 14), ref Unsafe.Add(ref output, 4 * one), ref Unsafe.Add(ref input, 2 * one));
        }
    }

    /// <summary>
    /// Adds the 8 coordinates of <see cref="FusedBlock.UsedCoordinates"/>, one after another, with cotangents of V that <see cref="JoinKernel.Correlate"/>
    /// would give, taken at V's entries alone.
    /// </summary>
    public static void AddCoordinates<L>(ref L v, ref L output, ref L input, ref L coordinates, int pairs, int bit) where L : unmanaged, ILanes<L>
    {
        int partner = 1 << bit;
        L none = L.Broadcast(0);
        L c00r = none, c00i = none, c10r = none, c10i = none, c21r = none, c21i = none, c31r = none, c31i = none;
        for (int p = 0; p < pairs; p++)
        {
            int zero = ((p & -partner) << 1) | (p & (partner - 1)), one = zero | partner;
            ref L low = ref Unsafe.Add(ref output, 4 * zero);
            ref L high = ref Unsafe.Add(ref output, 4 * one);
            L ar = Unsafe.Add(ref input, 2 * zero), ai = Unsafe.Add(ref input, 2 * zero + 1);
            Correlate(low, Unsafe.Add(ref low, 1), ar, ai, ref c00r, ref c00i);
            Correlate(Unsafe.Add(ref low, 2), Unsafe.Add(ref low, 3), ar, ai, ref c10r, ref c10i);
            L br = Unsafe.Add(ref input, 2 * one), bi = Unsafe.Add(ref input, 2 * one + 1);
            Correlate(high, Unsafe.Add(ref high, 1), br, bi, ref c21r, ref c21i);
            Correlate(Unsafe.Add(ref high, 2), Unsafe.Add(ref high, 3), br, bi, ref c31r, ref c31i);
        }

        AddBlock(ref v, ref Unsafe.Add(ref v, 4), c00r, c00i, c10r, c10i, ref coordinates, ref Unsafe.Add(ref coordinates, 4));
        AddBlock(ref Unsafe.Add(ref v, 10), ref Unsafe.Add(ref v, 14), c21r, c21i, c31r, c31i, ref Unsafe.Add(ref coordinates, 2), ref Unsafe.Add(ref coordinates, 6));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Multiply<L>(L vr, L vi, L xr, L xi, ref L output) where L : unmanaged, ILanes<L>
    {
        output = L.SubtractProduct(vi, xi, vr * xr);
        Unsafe.Add(ref output, 1) = L.MultiplyAdd(vi, xr, vr * xi);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Gather<L>(ref L first, ref L second, ref L output, ref L input) where L : unmanaged, ILanes<L>
    {
        L r0 = output, i0 = Unsafe.Add(ref output, 1), r1 = Unsafe.Add(ref output, 2), i1 = Unsafe.Add(ref output, 3);
        L vr = first, vi = Unsafe.Add(ref first, 1), wr = second, wi = Unsafe.Add(ref second, 1);
        input = L.MultiplyAdd(wi, i1, L.MultiplyAdd(wr, r1, L.MultiplyAdd(vi, i0, vr * r0)));
        Unsafe.Add(ref input, 1) = L.SubtractProduct(wi, r1, L.MultiplyAdd(wr, i1, L.SubtractProduct(vi, r0, vr * i0)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Correlate<L>(L r, L i, L xr, L xi, ref L re, ref L im) where L : unmanaged, ILanes<L>
    {
        re = L.MultiplyAdd(i, xi, L.MultiplyAdd(r, xr, re));
        im = L.SubtractProduct(r, xi, L.MultiplyAdd(i, xr, im));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddBlock<L>(ref L first, ref L second, L c0r, L c0i, L c1r, L c1i, ref L diagonal, ref L pair) where L : unmanaged, ILanes<L>
    {
        L pr = first, pi = Unsafe.Add(ref first, 1), qr = second, qi = Unsafe.Add(ref second, 1);
        PairKernel.AddDiagonal(ref diagonal, pr, pi, c0r, c0i);
        PairKernel.AddDiagonal(ref Unsafe.Add(ref diagonal, 1), qr, qi, c1r, c1i);
        PairKernel.AddPair(ref pair, pr, pi, c0r, c0i, qr, qi, c1r, c1i);
    }
}
