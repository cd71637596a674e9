namespace QuantumCluster.Experiments.ClusterBenchmarks;

/// <summary>Times things that take turns, so that whatever else the machine does falls on all of them alike.</summary>
public sealed class Laps(TimeProvider time)
{
    /// <summary>Runs two steps in turn.</summary>
    /// <returns>Seconds of every lap, in pairs.</returns>
    public async Task<IReadOnlyList<(double First, double Second)>> PairsAsync(Func<Task> first, Func<Task> second, int warmUp, int pairs)
    {
        var laps = new List<(double, double)>(pairs);
        for (int i = -warmUp; i < pairs; i++)
        {
            double a = await SecondsAsync(first), b = await SecondsAsync(second);
            if (i >= 0) laps.Add((a, b));
        }

        return laps;
    }

    public async Task<double> SecondsAsync(Func<Task> step)
    {
        long start = time.GetTimestamp();
        await step();
        return time.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>The middle one; of an even number, the mean of the two in the middle.</summary>
    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length == 0 ? throw new ArgumentException("There is no median of nothing.", nameof(values)) : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
