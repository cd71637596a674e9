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
        int width = L.Width, block = L.BlockColumns, whole = samples < width ? 0 : columns.Length - columns.Length % block;
        for (int c = 0; c < whole; c += block) L.LoadBlock(table[c..], stride, columns.Slice(c, block));
        if (whole == columns.Length) return;
        int lanes = Math.Min(width, samples);
        if (lanes < width) columns[whole..].Clear();
        ref L first = ref MemoryMarshal.GetReference(columns);
        for (int lane = 0; lane < lanes; lane++)
            for (int c = whole; c < columns.Length; c++) L.Set(ref first, c * width + lane, table[lane * stride + c]);
    }

    /// <param name="columns">One vector per column; scratch afterwards.</param>
    /// <inheritdoc cref="Load"/>
    public static void Store<L>(Span<L> columns, Span<double> table, int stride, int samples) where L : unmanaged, ILanes<L>
    {
        int width = L.Width, block = L.BlockColumns, whole = samples < width ? 0 : columns.Length - columns.Length % block;
        for (int c = 0; c < whole; c += block) L.StoreBlock(columns.Slice(c, block), table[c..], stride);
        int lanes = Math.Min(width, samples);
        ref L first = ref MemoryMarshal.GetReference(columns);
        for (int lane = 0; lane < lanes; lane++)
            for (int c = whole; c < columns.Length; c++) table[lane * stride + c] = L.Get(in first, c * width + lane);
    }
}
