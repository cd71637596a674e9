using System.Runtime.CompilerServices;
using QuantumCluster.Cutting.Lanes;

namespace QuantumCluster.Devices.Fused;

/// <summary>
/// A block U whose second qubit arrives in the real product state φ: V[i, a] = Σ_b U[i, (a b)] φ_b is formed once per sample, and is 4×2, so
/// half of U's work is left for every pair of amplitudes. A state is [amplitude][re, im], V is [i][a][re, im].
/// </summary>
internal static class JoinKernel
{
    /// <summary>Vectors of V.</summary>
    public const int Size = 16;

    /// <param name="u">[i][a][b][re, im], element by element.</param>
    public static void Form<L>(ref readonly L u, L zero, L one, ref L v) where L : unmanaged, ILanes<L>
    {
        for (int at = 0; at < FusedBlock.MatrixNumbers; at += 4)
        {
            v = L.MultiplyAdd(L.Broadcast(in u, at + 2), one, L.Broadcast(in u, at) * zero);
            Unsafe.Add(ref v, 1) = L.MultiplyAdd(L.Broadcast(in u, at + 3), one, L.Broadcast(in u, at + 1) * zero);
            v = ref Unsafe.Add(ref v, 2);
        }
    }

    /// <param name="pairs">Half of the amplitudes of <paramref name="input"/>.</param>
    /// <param name="bit">Position of the first qubit's bit in <paramref name="input"/>.</param>
    public static void Apply<L>(ref L v, ref L input, ref L output, int pairs, int bit) where L : unmanaged, ILanes<L>
    {
        int partner = 1 << bit;
        L v00r = Unsafe.Add(ref v, 0), v00i = Unsafe.Add(ref v, 1), v01r = Unsafe.Add(ref v, 2), v01i = Unsafe.Add(ref v, 3);
        L v10r = Unsafe.Add(ref v, 4), v10i = Unsafe.Add(ref v, 5), v11r = Unsafe.Add(ref v, 6), v11i = Unsafe.Add(ref v, 7);
        L v20r = Unsafe.Add(ref v, 8), v20i = Unsafe.Add(ref v, 9), v21r = Unsafe.Add(ref v, 10), v21i = Unsafe.Add(ref v, 11);
        L v30r = Unsafe.Add(ref v, 12), v30i = Unsafe.Add(ref v, 13), v31r = Unsafe.Add(ref v, 14), v31i = Unsafe.Add(ref v, 15);
        for (int p = 0; p < pairs; p++)
        {
            int zero = ((p & -partner) << 1) | (p & (partner - 1)), one = zero | partner;
            L ar = Unsafe.Add(ref input, 2 * zero), ai = Unsafe.Add(ref input, 2 * zero + 1);
            L br = Unsafe.Add(ref input, 2 * one), bi = Unsafe.Add(ref input, 2 * one + 1);
            ref L low = ref Unsafe.Add(ref output, 4 * zero);
            ref L high = ref Unsafe.Add(ref output, 4 * one);
            Row(v00r, v00i, v01r, v01i, ar, ai, br, bi, ref low);
            Row(v10r, v10i, v11r, v11i, ar, ai, br, bi, ref Unsafe.Add(ref low, 2));
            Row(v20r, v20i, v21r, v21i, ar, ai, br, bi, ref high);
            Row(v30r, v30i, v31r, v31i, ar, ai, br, bi, ref Unsafe.Add(ref high, 2));
        }
    }

    /// <summary><see cref="Apply"/> on the two branches of one prepared qubit, |0⟩ and |1⟩: they are V's columns.</summary>
    public static void ApplyToBranches<L>(ref L v, ref L output) where L : unmanaged, ILanes<L>
    {
        for (int branch = 0; branch < 2; branch++)
            for (int i = 0; i < 4; i++)
            {
                ref L target = ref Unsafe.Add(ref output, 8 * branch + 2 * i);
                ref L element = ref Unsafe.Add(ref v, 4 * i + 2 * branch);
                target = element;
                Unsafe.Add(ref target, 1) = Unsafe.Add(ref element, 1);
            }
    }

    /// <summary>Cotangents of the input: V† on those of the output.</summary>
    public static void PullBack<L>(ref L v, ref L output, ref L input, int pairs, int bit) where L : unmanaged, ILanes<L>
    {
        int partner = 1 << bit;
        for (int p = 0; p < pairs; p++)
        {
            int zero = ((p & -partner) << 1) | (p & (partner - 1)), one = zero | partner;
            ref L low = ref Unsafe.Add(ref output, 4 * zero);
            ref L high = ref Unsafe.Add(ref output, 4 * one);
            L r0 = low, i0 = Unsafe.Add(ref low, 1), r1 = Unsafe.Add(ref low, 2), i1 = Unsafe.Add(ref low, 3);
            L r2 = high, i2 = Unsafe.Add(ref high, 1), r3 = Unsafe.Add(ref high, 2), i3 = Unsafe.Add(ref high, 3);
            Column(ref v, r0, i0, r1, i1, r2, i2, r3, i3, ref Unsafe.Add(ref input, 2 * zero));
            Column(ref Unsafe.Add(ref v, 2), r0, i0, r1, i1, r2, i2, r3, i3, ref Unsafe.Add(ref input, 2 * one));
        }
    }

    /// <summary>Cotangents of V: Σ over pairs of (output's cotangent)_i · conj(input)_a.</summary>
    /// <param name="cotangents">As V; overwritten.</param>
    public static void Correlate<L>(ref L output, ref L input, ref L cotangents, int pairs, int bit) where L : unmanaged, ILanes<L>
    {
        int partner = 1 << bit;
        L zero = L.Broadcast(0);
        L v00r = zero, v00i = zero, v01r = zero, v01i = zero, v10r = zero, v10i = zero, v11r = zero, v11i = zero;
        L v20r = zero, v20i = zero, v21r = zero, v21i = zero, v30r = zero, v30i = zero, v31r = zero, v31i = zero;
        for (int p = 0; p < pairs; p++)
        {
            int at = ((p & -partner) << 1) | (p & (partner - 1)), other = at | partner;
            L ar = Unsafe.Add(ref input, 2 * at), ai = Unsafe.Add(ref input, 2 * at + 1);
            L br = Unsafe.Add(ref input, 2 * other), bi = Unsafe.Add(ref input, 2 * other + 1);
            ref L low = ref Unsafe.Add(ref output, 4 * at);
            ref L high = ref Unsafe.Add(ref output, 4 * other);
            L r = low, i = Unsafe.Add(ref low, 1);
            v00r = L.MultiplyAdd(i, ai, L.MultiplyAdd(r, ar, v00r));
            v00i = L.SubtractProduct(r, ai, L.MultiplyAdd(i, ar, v00i));
            v01r = L.MultiplyAdd(i, bi, L.MultiplyAdd(r, br, v01r));
            v01i = L.SubtractProduct(r, bi, L.MultiplyAdd(i, br, v01i));
            r = Unsafe.Add(ref low, 2);
            i = Unsafe.Add(ref low, 3);
            v10r = L.MultiplyAdd(i, ai, L.MultiplyAdd(r, ar, v10r));
            v10i = L.SubtractProduct(r, ai, L.MultiplyAdd(i, ar, v10i));
            v11r = L.MultiplyAdd(i, bi, L.MultiplyAdd(r, br, v11r));
            v11i = L.SubtractProduct(r, bi, L.MultiplyAdd(i, br, v11i));
            r = high;
            i = Unsafe.Add(ref high, 1);
            v20r = L.MultiplyAdd(i, ai, L.MultiplyAdd(r, ar, v20r));
            v20i = L.SubtractProduct(r, ai, L.MultiplyAdd(i, ar, v20i));
            v21r = L.MultiplyAdd(i, bi, L.MultiplyAdd(r, br, v21r));
            v21i = L.SubtractProduct(r, bi, L.MultiplyAdd(i, br, v21i));
            r = Unsafe.Add(ref high, 2);
            i = Unsafe.Add(ref high, 3);
            v30r = L.MultiplyAdd(i, ai, L.MultiplyAdd(r, ar, v30r));
            v30i = L.SubtractProduct(r, ai, L.MultiplyAdd(i, ar, v30i));
            v31r = L.MultiplyAdd(i, bi, L.MultiplyAdd(r, br, v31r));
            v31i = L.SubtractProduct(r, bi, L.MultiplyAdd(i, br, v31i));
        }

        Store(ref cotangents, v00r, v00i, v01r, v01i);
        Store(ref Unsafe.Add(ref cotangents, 4), v10r, v10i, v11r, v11i);
        Store(ref Unsafe.Add(ref cotangents, 8), v20r, v20i, v21r, v21i);
        Store(ref Unsafe.Add(ref cotangents, 12), v30r, v30i, v31r, v31i);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<L>(ref L target, L a, L b, L c, L d)
    {
        target = a;
        Unsafe.Add(ref target, 1) = b;
        Unsafe.Add(ref target, 2) = c;
        Unsafe.Add(ref target, 3) = d;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Row<L>(L v0r, L v0i, L v1r, L v1i, L ar, L ai, L br, L bi, ref L output) where L : unmanaged, ILanes<L>
    {
        output = L.SubtractProduct(v1i, bi, L.MultiplyAdd(v1r, br, L.SubtractProduct(v0i, ai, v0r * ar)));
        Unsafe.Add(ref output, 1) = L.MultiplyAdd(v1i, br, L.MultiplyAdd(v1r, bi, L.MultiplyAdd(v0i, ar, v0r * ai)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Column<L>(ref L v, L r0, L i0, L r1, L i1, L r2, L i2, L r3, L i3, ref L input) where L : unmanaged, ILanes<L>
    {
        L vr = v, vi = Unsafe.Add(ref v, 1);
        L re = L.MultiplyAdd(vi, i0, vr * r0), im = L.SubtractProduct(vi, r0, vr * i0);
        vr = Unsafe.Add(ref v, 4);
        vi = Unsafe.Add(ref v, 5);
        re = L.MultiplyAdd(vi, i1, L.MultiplyAdd(vr, r1, re));
        im = L.SubtractProduct(vi, r1, L.MultiplyAdd(vr, i1, im));
        vr = Unsafe.Add(ref v, 8);
        vi = Unsafe.Add(ref v, 9);
        re = L.MultiplyAdd(vi, i2, L.MultiplyAdd(vr, r2, re));
        im = L.SubtractProduct(vi, r2, L.MultiplyAdd(vr, i2, im));
        vr = Unsafe.Add(ref v, 12);
        vi = Unsafe.Add(ref v, 13);
        input = L.MultiplyAdd(vi, i3, L.MultiplyAdd(vr, r3, re));
        Unsafe.Add(ref input, 1) = L.SubtractProduct(vi, r3, L.MultiplyAdd(vr, i3, im));
    }
}
