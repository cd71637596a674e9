using QuantumCluster.Cutting.Lanes;

namespace QuantumCluster.Cutting.Reconstruction;

/// <summary>
/// The last fragment of a chain, whose many read bits make its tensor the large one: rather than reduce its variants to bond terms, the
/// small environment is turned into weights of the variants, and the result is one weighted sum of what was measured.
/// </summary>
internal static class ClosingStep
{
    /// <param name="weights">[variants, columns so far].</param>
    /// <param name="measured">[variants, columns].</param>
    /// <param name="after">[columns so far, columns]; overwritten.</param>
    public static void Apply<L>(ReadOnlySpan<L> weights, int variants, int beforeColumns, ReadOnlySpan<L> measured, int columns, Span<L> after) where L : unmanaged, ILanes<L>
    {
        for (int b = 0; b < beforeColumns; b++)
        {
            Span<L> target = after.Slice(b * columns, columns);
            int v = 0;
            for (; v + 4 <= variants; v += 4)
            {
                L w0 = weights[v * beforeColumns + b], w1 = weights[(v + 1) * beforeColumns + b];
                L w2 = weights[(v + 2) * beforeColumns + b], w3 = weights[(v + 3) * beforeColumns + b];
                ReadOnlySpan<L> m0 = measured.Slice(v * columns, target.Length), m1 = measured.Slice((v + 1) * columns, target.Length);
                ReadOnlySpan<L> m2 = measured.Slice((v + 2) * columns, target.Length), m3 = measured.Slice((v + 3) * columns, target.Length);
                for (int c = 0; c < target.Length; c++)
                {
                    L sum = v == 0 ? w0 * m0[c] : L.MultiplyAdd(w0, m0[c], target[c]);
                    target[c] = L.MultiplyAdd(w3, m3[c], L.MultiplyAdd(w2, m2[c], L.MultiplyAdd(w1, m1[c], sum)));
                }
            }

            for (; v < variants; v++)
            {
                L w = weights[v * beforeColumns + b];
                ReadOnlySpan<L> m = measured.Slice(v * columns, target.Length);
                for (int c = 0; c < target.Length; c++) target[c] = v == 0 ? w * m[c] : L.MultiplyAdd(w, m[c], target[c]);
            }
        }
    }

    /// <param name="cotangents">[columns so far, columns], of the result.</param>
    /// <param name="weightCotangents">[variants, columns so far]; overwritten.</param>
    /// <param name="measuredCotangents">[variants, columns]; overwritten.</param>
    public static void Transpose<L>(ReadOnlySpan<L> weights, int variants, int beforeColumns, ReadOnlySpan<L> measured, int columns,
        ReadOnlySpan<L> cotangents, Span<L> weightCotangents, Span<L> measuredCotangents) where L : unmanaged, ILanes<L>
    {
        for (int v = 0; v < variants; v++)
        {
            Span<L> target = measuredCotangents.Slice(v * columns, columns);
            ReadOnlySpan<L> m = measured.Slice(v * columns, target.Length);
            for (int b = 0; b < beforeColumns; b++)
            {
                ReadOnlySpan<L> cotangent = cotangents.Slice(b * columns, target.Length);
                L weight = weights[v * beforeColumns + b], even = L.Broadcast(0), odd = even;
                int c = 0;
                for (; c + 2 <= target.Length; c += 2)
                {
                    L g = cotangent[c], h = cotangent[c + 1];
                    target[c] = b == 0 ? weight * g : L.MultiplyAdd(weight, g, target[c]);
                    target[c + 1] = b == 0 ? weight * h : L.MultiplyAdd(weight, h, target[c + 1]);
                    even = L.MultiplyAdd(m[c], g, even);
                    odd = L.MultiplyAdd(m[c + 1], h, odd);
                }

                for (; c < target.Length; c++)
                {
                    target[c] = b == 0 ? weight * cotangent[c] : L.MultiplyAdd(weight, cotangent[c], target[c]);
                    even = L.MultiplyAdd(m[c], cotangent[c], even);
                }

                weightCotangents[v * beforeColumns + b] = even + odd;
            }
        }
    }
}
