using System.Runtime.InteropServices;

namespace QuantumCluster.Cutting.Lanes;

/// <summary>[sample, column] tables in and out of vectors of neighbouring samples, one vector per column.</summary>
public static class SampleMajor
{
    /// <param name="table">Starts at the first column of the first lane's sample.</param>
    /// <param name="stride">Columns of the whole table.</param>
    /// <param name="samples">Samples that the table still holds; lanes beyond them become zero.</param>
    /// <param name="columns">One vector per column.</param>
    public static void Load<L>(ReadOnlySpan<double> table, int stride, int samples, Span<L> columns) where L : unmanaged, ILanes<L>
    {
        Span<double> numbers = MemoryMarshal.Cast<L, double>(columns);
        int width = L.Width, whole = samples < width ? 0 : columns.Length - columns.Length % width;
        for (int c = 0; c < whole; c += width)
        {
            for (int lane = 0; lane < width; lane++) columns[c + lane] = Vectors.Load<L>(table[(lane * stride + c)..]);
            L.Transpose(columns.Slice(c, width));
        }

        if (whole == columns.Length) return;
        int lanes = Math.Min(width, samples);
        if (lanes < width) columns[whole..].Clear();
        for (int lane = 0; lane < lanes; lane++)
            for (int c = whole; c < columns.Length; c++) numbers[c * width + lane] = table[lane * stride + c];
    }

    /// <param name="columns">One vector per column; scratch afterwards.</param>
    /// <inheritdoc cref="Load"/>
    public static void Store<L>(Span<L> columns, Span<double> table, int stride, int samples) where L : unmanaged, ILanes<L>
    {
        Span<double> numbers = MemoryMarshal.Cast<L, double>(columns);
        int width = L.Width, whole = samples < width ? 0 : columns.Length - columns.Length % width;
        for (int c = 0; c < whole; c += width)
        {
            L.Transpose(columns.Slice(c, width));
            for (int lane = 0; lane < width; lane++) Vectors.Store(columns[c + lane], table[(lane * stride + c)..]);
        }

        int lanes = Math.Min(width, samples);
        for (int lane = 0; lane < lanes; lane++)
            for (int c = whole; c < columns.Length; c++) table[lane * stride + c] = numbers[c * width + lane];
    }
}
