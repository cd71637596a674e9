namespace QuantumCluster.Cutting.Estimation;

/// <summary>Weighted least squares by the normal equations and Cholesky's decomposition, in plain sums: the same bits everywhere.</summary>
internal static class LeastSquares
{
    /// <summary>The map to the nearest point that the design can reach: D (Dᵀ W D)⁻¹ Dᵀ W.</summary>
    /// <param name="design">[rows, unknowns], of full column rank.</param>
    /// <param name="weights">[rows], positive.</param>
    /// <returns>[row, row], row-major.</returns>
    public static double[] Projection(double[,] design, double[] weights)
    {
        int rows = design.GetLength(0), unknowns = design.GetLength(1);
        var normal = new double[unknowns, unknowns];
        for (int i = 0; i < unknowns; i++)
            for (int j = 0; j <= i; j++)
                for (int r = 0; r < rows; r++) normal[i, j] += design[r, i] * weights[r] * design[r, j];
        Factor(normal);

        var projection = new double[rows * rows];
        var solution = new double[unknowns];
        for (int column = 0; column < rows; column++)
        {
            for (int i = 0; i < unknowns; i++) solution[i] = design[column, i] * weights[column];
            Solve(normal, solution);
            for (int row = 0; row < rows; row++)
                for (int i = 0; i < unknowns; i++) projection[row * rows + column] += design[row, i] * solution[i];
        }

        return projection;
    }

    /// <summary>The lower triangle becomes Cholesky's factor.</summary>
    private static void Factor(double[,] a)
    {
        for (int j = 0; j < a.GetLength(0); j++)
            for (int i = j; i < a.GetLength(0); i++)
            {
                double sum = a[i, j];
                for (int k = 0; k < j; k++) sum -= a[i, k] * a[j, k];
                a[i, j] = i == j ? Math.Sqrt(sum) : sum / a[j, j];
            }
    }

    private static void Solve(double[,] factor, double[] x)
    {
        for (int i = 0; i < x.Length; i++)
        {
            for (int k = 0; k < i; k++) x[i] -= factor[i, k] * x[k];
            x[i] /= factor[i, i];
        }

        for (int i = x.Length - 1; i >= 0; i--)
        {
            for (int k = i + 1; k < x.Length; k++) x[i] -= factor[k, i] * x[k];
            x[i] /= factor[i, i];
        }
    }
}
