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
            for (int row = 0; row < rows.Length; row++) rows[row] = Vectors.Load<L>(table[(row * samples + first)..]);
            return;
        }

        Span<double> numbers = MemoryMarshal.Cast<L, double>(rows);
        numbers.Clear();
        for (int row = 0; row < rows.Length; row++) table.Slice(row * samples + first, count).CopyTo(numbers[(row * L.Width)..]);
    }

    public static void Store<L>(ReadOnlySpan<L> rows, Span<double> table, int samples, int first) where L : unmanaged, ILanes<L>
    {
        int count = Math.Min(L.Width, samples - first);
        if (count == L.Width)
        {
            for (int row = 0; row < rows.Length; row++) Vectors.Store(rows[row], table[(row * samples + first)..]);
            return;
        }

        ReadOnlySpan<double> numbers = MemoryMarshal.Cast<L, double>(rows);
        for (int row = 0; row < rows.Length; row++) numbers.Slice(row * L.Width, count).CopyTo(table[(row * samples + first)..]);
    }
}
