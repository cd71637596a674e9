namespace QuantumCluster.Cutting.Estimation;

/// <summary>
/// The nearest probability distribution in Euclidean distance: max(x − τ, 0) with the τ that makes the sum 1, found by sorting
/// (J. Duchi et al., "Efficient projections onto the ℓ1-ball for learning in high dimensions", ICML 2008, figure 1). The truth is a
/// distribution and distributions are convex, so the projection is never farther from it than the estimate was; it is biased, though.
/// </summary>
public static class SimplexProjection
{
    /// <param name="rows">[rows, outcomes], row-major, finite; each row becomes a distribution.</param>
    public static void Apply(Span<double> rows, int outcomes)
    {
        var sorted = new double[outcomes];
        for (; !rows.IsEmpty; rows = rows[outcomes..])
        {
            Span<double> row = rows[..outcomes];
            row.CopyTo(sorted);
            Array.Sort(sorted);
            double sum = 0, threshold = 0;
            for (int i = 1; i <= outcomes; i++)
            {
                sum += sorted[^i];
                double candidate = (sum - 1) / i;
                if (sorted[^i] <= candidate) break;
                threshold = candidate;
            }

            for (int o = 0; o < outcomes; o++) row[o] = Math.Max(0, row[o] - threshold);
        }
    }
}
