using System.Runtime.CompilerServices;
using QuantumCluster.Cutting.Lanes;

namespace QuantumCluster.Devices.Fused;

/// <summary>A block on two qubits of the state, and the gradient coordinates of any block. A state is [amplitude][re, im].</summary>
internal static class PairKernel
{
    /// <param name="u">[i][j][re, im], element by element.</param>
    /// <param name="groups">A quarter of the amplitudes.</param>
    public static void Apply<L>(ref readonly L u, ref L input, ref L output, int groups, int firstBit, int secondBit) where L : unmanaged, ILanes<L>
    {
        for (int g = 0; g < groups; g++)
        {
            int at = FirstOf(g, firstBit, secondBit);
            for (int i = 0; i < 4; i++)
            {
                L re = L.Broadcast(0), im = re;
                for (int j = 0; j < 4; j++)
                {
                    ref L amplitude = ref Unsafe.Add(ref input, 2 * Member(at, j, firstBit, secondBit));
                    L ur = L.Broadcast(in u, 8 * i + 2 * j), ui = L.Broadcast(in u, 8 * i + 2 * j + 1), xr = amplitude, xi = Unsafe.Add(ref amplitude, 1);
                    re = L.SubtractProduct(ui, xi, L.MultiplyAdd(ur, xr, re));
                    im = L.MultiplyAdd(ui, xr, L.MultiplyAdd(ur, xi, im));
                }

                ref L target = ref Unsafe.Add(ref output, 2 * Member(at, i, firstBit, secondBit));
                target = re;
                Unsafe.Add(ref target, 1) = im;
            }
        }
    }

    /// <summary>U† on cotangents.</summary>
    public static void PullBack<L>(ref readonly L u, ref L output, ref L input, int groups, int firstBit, int secondBit) where L : unmanaged, ILanes<L>
    {
        for (int g = 0; g < groups; g++)
        {
            int at = FirstOf(g, firstBit, secondBit);
            for (int j = 0; j < 4; j++)
            {
                L re = L.Broadcast(0), im = re;
                for (int i = 0; i < 4; i++)
                {
                    ref L amplitude = ref Unsafe.Add(ref output, 2 * Member(at, i, firstBit, secondBit));
                    L ur = L.Broadcast(in u, 8 * i + 2 * j), ui = L.Broadcast(in u, 8 * i + 2 * j + 1), xr = amplitude, xi = Unsafe.Add(ref amplitude, 1);
                    re = L.MultiplyAdd(ui, xi, L.MultiplyAdd(ur, xr, re));
                    im = L.SubtractProduct(ui, xr, L.MultiplyAdd(ur, xi, im));
                }

                ref L target = ref Unsafe.Add(ref input, 2 * Member(at, j, firstBit, secondBit));
                target = re;
                Unsafe.Add(ref target, 1) = im;
            }
        }
    }

    /// <summary>
    /// Adds, over all groups of four amplitudes, the coordinates of N = Σ ψ λ† that an anti-Hermitian generator can see:
    /// −Im N_ii, then Re(N_ji − N_ij) and −Im(N_ji + N_ij) for i &lt; j.
    /// </summary>
    public static void Coordinates<L>(ref L state, ref L cotangents, ref L coordinates, int groups, int firstBit, int secondBit) where L : unmanaged, ILanes<L>
    {
        for (int g = 0; g < groups; g++)
        {
            int at = FirstOf(g, firstBit, secondBit);
            AddCross(ref coordinates, ref state, ref cotangents, 2 * at, 2 * Member(at, 1, firstBit, secondBit),
                2 * Member(at, 2, firstBit, secondBit), 2 * Member(at, 3, firstBit, secondBit));
        }
    }

    /// <summary>The share of four amplitudes, at these places of both lists.</summary>
    public static void AddCross<L>(ref L n, ref L state, ref L cotangents, int a0, int a1, int a2, int a3) where L : unmanaged, ILanes<L>
    {
        L p0r = Unsafe.Add(ref state, a0), p0i = Unsafe.Add(ref state, a0 + 1), p1r = Unsafe.Add(ref state, a1), p1i = Unsafe.Add(ref state, a1 + 1);
        L p2r = Unsafe.Add(ref state, a2), p2i = Unsafe.Add(ref state, a2 + 1), p3r = Unsafe.Add(ref state, a3), p3i = Unsafe.Add(ref state, a3 + 1);
        L l0r = Unsafe.Add(ref cotangents, a0), l0i = Unsafe.Add(ref cotangents, a0 + 1), l1r = Unsafe.Add(ref cotangents, a1), l1i = Unsafe.Add(ref cotangents, a1 + 1);
        L l2r = Unsafe.Add(ref cotangents, a2), l2i = Unsafe.Add(ref cotangents, a2 + 1), l3r = Unsafe.Add(ref cotangents, a3), l3i = Unsafe.Add(ref cotangents, a3 + 1);
        AddDiagonal(ref n, p0r, p0i, l0r, l0i);
        AddDiagonal(ref Unsafe.Add(ref n, 1), p1r, p1i, l1r, l1i);
        AddDiagonal(ref Unsafe.Add(ref n, 2), p2r, p2i, l2r, l2i);
        AddDiagonal(ref Unsafe.Add(ref n, 3), p3r, p3i, l3r, l3i);
        AddPair(ref Unsafe.Add(ref n, 4), p0r, p0i, l0r, l0i, p1r, p1i, l1r, l1i);
        AddPair(ref Unsafe.Add(ref n, 6), p0r, p0i, l0r, l0i, p2r, p2i, l2r, l2i);
        AddPair(ref Unsafe.Add(ref n, 8), p0r, p0i, l0r, l0i, p3r, p3i, l3r, l3i);
        AddPair(ref Unsafe.Add(ref n, 10), p1r, p1i, l1r, l1i, p2r, p2i, l2r, l2i);
        AddPair(ref Unsafe.Add(ref n, 12), p1r, p1i, l1r, l1i, p3r, p3i, l3r, l3i);
        AddPair(ref Unsafe.Add(ref n, 14), p2r, p2i, l2r, l2i, p3r, p3i, l3r, l3i);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void AddDiagonal<L>(ref L n, L pr, L pi, L lr, L li) where L : unmanaged, ILanes<L> =>
        n = L.SubtractProduct(pi, lr, L.MultiplyAdd(pr, li, n));

    /// <summary>N_ji = ψ_j conj(λ_i).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void AddPair<L>(ref L n, L ir, L ii, L lir, L lii, L jr, L ji, L ljr, L lji) where L : unmanaged, ILanes<L>
    {
        n = L.SubtractProduct(ii, lji, L.SubtractProduct(ir, ljr, L.MultiplyAdd(ji, lii, L.MultiplyAdd(jr, lir, n))));
        ref L second = ref Unsafe.Add(ref n, 1);
        second = L.MultiplyAdd(ir, lji, L.SubtractProduct(ii, ljr, L.MultiplyAdd(jr, lii, L.SubtractProduct(ji, lir, second))));
    }

    private static int FirstOf(int group, int firstBit, int secondBit) => Open(Open(group, Math.Min(firstBit, secondBit)), Math.Max(firstBit, secondBit));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Member(int first, int i, int firstBit, int secondBit) => first | ((i >> 1) << firstBit) | ((i & 1) << secondBit);

    /// <summary>Opens a zero bit at a position.</summary>
    private static int Open(int index, int bit) => ((index >> bit) << (bit + 1)) | (index & ((1 << bit) - 1));
}
