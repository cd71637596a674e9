namespace QuantumCluster.Cutting.Estimation;

/// <summary>
/// Weighted least squares: the map to the nearest point that a design can reach, D (Dᵀ W D)⁻¹ Dᵀ W, by the normal equations and Cholesky's
/// decomposition, in plain sums: the same bits everywhere. The design is kept by its entries that are not zero. Safe for concurrent calls.
/// </summary>
internal sealed class LeastSquares
{
    private readonly (int Unknown, double Factor)[][] _rows;
    private readonly double[] _weights;
    private readonly double[,] _factor;

    /// <param name="design">[row]: the unknowns that it depends on, with their factors; of full column rank.</param>
    /// <param name="weights">[row], positive.</param>
    public LeastSquares((int Unknown, double Factor)[][] design, int unknowns, double[] weights)
    {
        (_rows, _weights, _factor) = (design, weights, new double[unknowns, unknowns]);
        for (int r = 0; r < design.Length; r++)
            foreach ((int i, double a) in design[r])
                foreach ((int j, double b) in design[r])
                    if (j <= i) _factor[i, j] += a * weights[r] * b;
        Factor(_factor);
    }

    /// <param name="values">[row]; replaced by their image, or by that under the transposed map.</param>
    public void Apply(Span<double> values, bool transposed)
    {
        var unknowns = new double[_factor.GetLength(0)];
        for (int r = 0; r < _rows.Length; r++)
        {
            double value = transposed ? values[r] : _weights[r] * values[r];
            foreach ((int i, double factor) in _rows[r]) unknowns[i] += factor * value;
        }

        Solve(_factor, unknowns);
        for (int r = 0; r < _rows.Length; r++)
        {
            double sum = 0;
            foreach ((int i, double factor) in _rows[r]) sum += factor * unknowns[i];
            values[r] = transposed ? _weights[r] * sum : sum;
        }
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
