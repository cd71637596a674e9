using System.Runtime.InteropServices;

namespace QuantumCluster.Cutting.Lanes;

/// <summary>[row, sample] tables in and out of vectors of neighbouring samples, one vector per row.</summary>
public static class SampleMinor
{
    /// <param name="first">Sample of the first lane; lanes beyond the table are zero.</param>
    public static void Load<L>(ReadOnlySpan<double> table, int samples, int first, Span<L> rows) where L : unmanaged, ILanes<L>
    {
        int count = Math.Min(L.Width, samples - first);
        if (count == L.Width)
        {
            for (int row = 0; row < rows.Length; row++) rows[row] = L.Load(table[(row * samples + first)..]);
            return;
        }

        rows.Clear();
        ref L origin = ref MemoryMarshal.GetReference(rows);
        for (int row = 0; row < rows.Length; row++)
            for (int lane = 0; lane < count; lane++) L.Set(ref origin, row * L.Width + lane, table[row * samples + first + lane]);
    }

    public static void Store<L>(ReadOnlySpan<L> rows, Span<double> table, int samples, int first) where L : unmanaged, ILanes<L>
    {
        int count = Math.Min(L.Width, samples - first);
        if (count == L.Width)
        {
            for (int row = 0; row < rows.Length; row++) L.Store(rows[row], table[(row * samples + first)..]);
            return;
        }

        ref readonly L origin = ref MemoryMarshal.GetReference(rows);
        for (int row = 0; row < rows.Length; row++)
            for (int lane = 0; lane < count; lane++) table[row * samples + first + lane] = L.Get(in origin, row * L.Width + lane);
    }
}
