namespace QuantumCluster.Cutting.Estimation;

/// <summary>Small inverses by Gauss and Jordan with pivots from the column, in plain sums: the same bits everywhere.</summary>
internal static class MatrixInverse
{
    /// <summary>Smallest pivot that is taken for more than chance.</summary>
    private const double SmallestPivot = 0.02;

    /// <param name="matrix">[size, size], row-major, with entries of the order of 1.</param>
    /// <exception cref="ArgumentException">There is no inverse that is of use.</exception>
    public static double[] Of(double[] matrix, int size)
    {
        double[] a = [.. matrix];
        var inverse = new double[size * size];
        for (int i = 0; i < size; i++) inverse[i * size + i] = 1;
        for (int c = 0; c < size; c++)
        {
            int pivot = c;
            for (int r = c + 1; r < size; r++)
                if (Math.Abs(a[r * size + c]) > Math.Abs(a[pivot * size + c])) pivot = r;
            double p = a[pivot * size + c];
            if (!(Math.Abs(p) >= SmallestPivot))
                throw new ArgumentException("The calibration cannot be inverted: readings say next to nothing about what was prepared. Give it more shots, or use a device that reads better.");
            for (int j = 0; j < size; j++)
            {
                (a[pivot * size + j], a[c * size + j]) = (a[c * size + j], a[pivot * size + j] / p);
                (inverse[pivot * size + j], inverse[c * size + j]) = (inverse[c * size + j], inverse[pivot * size + j] / p);
            }

            for (int r = 0; r < size; r++)
            {
                double m = a[r * size + c];
                if (r == c || m == 0) continue;
                for (int j = 0; j < size; j++)
                {
                    a[r * size + j] -= m * a[c * size + j];
                    inverse[r * size + j] -= m * inverse[c * size + j];
                }
            }
        }

        return inverse;
    }
}
