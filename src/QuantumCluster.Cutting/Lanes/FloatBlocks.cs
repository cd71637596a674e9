namespace QuantumCluster.Cutting.Lanes;

/// <summary>Blocks of a table of doubles for floats: half as wide as high, so that each half of the rows is a square of doubles.</summary>
internal static class FloatBlocks
{
    public static void Load<L, D>(ReadOnlySpan<double> table, int stride, Span<L> columns) where L : unmanaged, IFloatLanes<L, D> where D : unmanaged, IDoubleLanes<D>
    {
        Span<D> lower = stackalloc D[columns.Length], upper = stackalloc D[columns.Length];
        DoubleBlocks.Load(table, stride, lower);
        DoubleBlocks.Load(table[(columns.Length * stride)..], stride, upper);
        for (int c = 0; c < columns.Length; c++) columns[c] = L.Narrow(lower[c], upper[c]);
    }

    public static void Store<L, D>(ReadOnlySpan<L> columns, Span<double> table, int stride) where L : unmanaged, IFloatLanes<L, D> where D : unmanaged, IDoubleLanes<D>
    {
        Span<D> half = stackalloc D[columns.Length];
        for (int c = 0; c < columns.Length; c++) half[c] = L.WidenLower(columns[c]);
        DoubleBlocks.Store(half, table, stride);
        for (int c = 0; c < columns.Length; c++) half[c] = L.WidenUpper(columns[c]);
        DoubleBlocks.Store(half, table[(columns.Length * stride)..], stride);
    }
}
