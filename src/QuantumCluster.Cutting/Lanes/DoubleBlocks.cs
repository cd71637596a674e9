namespace QuantumCluster.Cutting.Lanes;

/// <summary>Square blocks of a table of doubles.</summary>
internal static class DoubleBlocks
{
    public static void Load<L>(ReadOnlySpan<double> table, int stride, Span<L> columns) where L : unmanaged, IDoubleLanes<L>
    {
        for (int lane = 0; lane < columns.Length; lane++) columns[lane] = L.Load(table[(lane * stride)..]);
        L.Transpose(columns);
    }

    public static void Store<L>(Span<L> columns, Span<double> table, int stride) where L : unmanaged, IDoubleLanes<L>
    {
        L.Transpose(columns);
        for (int lane = 0; lane < columns.Length; lane++) L.Store(columns[lane], table[(lane * stride)..]);
    }
}
