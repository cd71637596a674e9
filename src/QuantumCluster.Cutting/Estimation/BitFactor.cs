namespace QuantumCluster.Cutting.Estimation;

/// <summary>A matrix on some neighbouring bits of an outcome, applied to a whole table.</summary>
internal static class BitFactor
{
    /// <param name="matrix">[2^bits, 2^bits], row-major.</param>
    /// <param name="bitsAfter">Less significant bits of the outcome that the matrix leaves alone.</param>
    /// <param name="table">[anything, outcome, column]; overwritten.</param>
    public static void Apply(double[] matrix, int bits, int bitsAfter, double[] table, int columns)
    {
        int size = 1 << bits, stride = columns << bitsAfter;
        var old = new double[size];
        for (int block = 0; block < table.Length; block += stride * size)
            for (int at = block; at < block + stride; at++)
            {
                for (int i = 0; i < size; i++) old[i] = table[at + i * stride];
                for (int i = 0; i < size; i++)
                {
                    double sum = 0;
                    for (int j = 0; j < size; j++) sum += matrix[i * size + j] * old[j];
                    table[at + i * stride] = sum;
                }
            }
    }
}
