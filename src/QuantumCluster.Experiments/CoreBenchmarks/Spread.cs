namespace QuantumCluster.Experiments.CoreBenchmarks;

/// <summary>Half of all values lie from <paramref name="Low"/> to <paramref name="High"/>: the quartiles.</summary>
public sealed record Spread(double Low, double High)
{
    /// <summary>Of sorted values, the ones a quarter of the way from either end, between two of them linearly.</summary>
    /// <exception cref="ArgumentException">There are no values.</exception>
    public static Spread Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        if (sorted.Length == 0) throw new ArgumentException("There is no spread of nothing.", nameof(values));
        return new(At(0.25), At(0.75));

        double At(double share)
        {
            double place = share * (sorted.Length - 1);
            int below = (int)place;
            return below + 1 < sorted.Length ? sorted[below] + (place - below) * (sorted[below + 1] - sorted[below]) : sorted[below];
        }
    }
}
