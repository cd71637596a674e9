namespace QuantumCluster.Experiments.CoreBenchmarks;

/// <summary>
/// Times something by its best run among many short ones: on a machine that others use too, the best is what the code takes, and
/// everything above it is what the others took.
/// </summary>
public sealed class Repeats(TimeProvider time, TimeSpan warmUp, TimeSpan budget)
{
    // Long against the clock's step, short against a scheduler's time slice.
    private static readonly TimeSpan Run = TimeSpan.FromMicroseconds(200);

    /// <summary>Seconds per call of the best run.</summary>
    public double BestSeconds(Action action)
    {
        long start = time.GetTimestamp();
        int calls = 0;
        do
        {
            action();
            calls++;
        }
        while (time.GetElapsedTime(start) < warmUp);

        int perRun = Math.Max(1, (int)(calls * (Run / time.GetElapsedTime(start))));
        double best = double.PositiveInfinity;
        start = time.GetTimestamp();
        do
        {
            long began = time.GetTimestamp();
            for (int i = 0; i < perRun; i++) action();
            best = Math.Min(best, time.GetElapsedTime(began).TotalSeconds / perRun);
        }
        while (time.GetElapsedTime(start) < budget);

        return best;
    }
}
