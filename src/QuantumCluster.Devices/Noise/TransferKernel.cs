using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using QuantumCluster.Cutting.Lanes;

namespace QuantumCluster.Devices.Noise;

/// <summary>A 16×16 transfer matrix on two digits of a state's table: where nearly all of the time goes.</summary>
internal static class TransferKernel
{
    /// <summary>The entries at which both digits are I.</summary>
    public static int[] Bases(int count, int strideA, int strideB) =>
        [.. Enumerable.Range(0, count).Where(i => i / strideA % 4 == 0 && i / strideB % 4 == 0)];

    /// <summary>
    /// Two sets of sixteen entries at a time, five rows at a time: ten sums stay in registers, and every matrix entry that is read serves
    /// twice. The first row is that of probability, which the matrix keeps.
    /// </summary>
    /// <param name="matrix">[16, 16].</param>
    public static void Apply<L>(Span<L> state, int[] bases, int strideA, int strideB, ReadOnlySpan<double> matrix) where L : unmanaged, ILanes<L>
    {
        Span<L> left = stackalloc L[16], right = stackalloc L[16];
        ref L first = ref MemoryMarshal.GetReference(state);
        ref double entries = ref MemoryMarshal.GetReference(matrix);
        for (int k = 0; k < bases.Length; k += 2)
        {
            ref L p = ref Unsafe.Add(ref first, bases[k]);
            ref L q = ref Unsafe.Add(ref first, bases[Math.Min(k + 1, bases.Length - 1)]);
            for (int c = 0; c < 16; c++)
            {
                int at = (c >> 2) * strideA + (c & 3) * strideB;
                left[c] = Unsafe.Add(ref p, at);
                right[c] = Unsafe.Add(ref q, at);
            }

            for (int row = 1; row < 16; row += 5) Rows(ref Unsafe.Add(ref entries, 16 * row), left, right, ref p, ref q, row, strideA, strideB);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Rows<L>(ref double m, ReadOnlySpan<L> left, ReadOnlySpan<L> right, ref L p, ref L q, int row, int strideA, int strideB) where L : unmanaged, ILanes<L>
    {
        L p0 = L.Broadcast(0), p1 = p0, p2 = p0, p3 = p0, p4 = p0, q0 = p0, q1 = p0, q2 = p0, q3 = p0, q4 = p0;
        for (int c = 0; c < 16; c++)
        {
            L x = left[c], y = right[c];
            L m0 = L.Broadcast(Unsafe.Add(ref m, c));
            p0 = L.MultiplyAdd(m0, x, p0);
            q0 = L.MultiplyAdd(m0, y, q0);
            L m1 = L.Broadcast(Unsafe.Add(ref m, c + 16));
            p1 = L.MultiplyAdd(m1, x, p1);
            q1 = L.MultiplyAdd(m1, y, q1);
            L m2 = L.Broadcast(Unsafe.Add(ref m, c + 32));
            p2 = L.MultiplyAdd(m2, x, p2);
            q2 = L.MultiplyAdd(m2, y, q2);
            L m3 = L.Broadcast(Unsafe.Add(ref m, c + 48));
            p3 = L.MultiplyAdd(m3, x, p3);
            q3 = L.MultiplyAdd(m3, y, q3);
            L m4 = L.Broadcast(Unsafe.Add(ref m, c + 64));
            p4 = L.MultiplyAdd(m4, x, p4);
            q4 = L.MultiplyAdd(m4, y, q4);
        }

        Put(ref p, row, strideA, strideB, p0, p1, p2, p3, p4);
        Put(ref q, row, strideA, strideB, q0, q1, q2, q3, q4);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put<L>(ref L at, int row, int strideA, int strideB, L a, L b, L c, L d, L e) where L : unmanaged, ILanes<L>
    {
        Unsafe.Add(ref at, (row >> 2) * strideA + (row & 3) * strideB) = a;
        Unsafe.Add(ref at, ((row + 1) >> 2) * strideA + ((row + 1) & 3) * strideB) = b;
        Unsafe.Add(ref at, ((row + 2) >> 2) * strideA + ((row + 2) & 3) * strideB) = c;
        Unsafe.Add(ref at, ((row + 3) >> 2) * strideA + ((row + 3) & 3) * strideB) = d;
        Unsafe.Add(ref at, ((row + 4) >> 2) * strideA + ((row + 4) & 3) * strideB) = e;
    }
}
