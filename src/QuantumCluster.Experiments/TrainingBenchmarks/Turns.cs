namespace QuantumCluster.Experiments.TrainingBenchmarks;

/// <summary>
/// Runs things in turn on the calling thread, round after round, until a time is up, so that whatever else the machine does falls on all of
/// them alike. Every round begins with another one of them, so that none always follows the same.
/// </summary>
/// <param name="budget">Time for the rounds that count; there are at least three of them all the same.</param>
internal sealed class Turns(TimeProvider time, TimeSpan budget, CancellationToken cancellation)
{
    private const int WarmUp = 2, Least = 3;

    /// <param name="laps">Each gives the seconds of its lap by its own clock.</param>
    /// <returns>For each of them the seconds of all rounds, in the rounds' order.</returns>
    public IReadOnlyList<IReadOnlyList<double>> Run(params IReadOnlyList<Func<double>> laps)
    {
        List<double>[] seconds = [.. laps.Select(_ => new List<double>())];
        for (int round = 0; round < WarmUp; round++) Round(round, (_, _) => { });
        long start = time.GetTimestamp();
        for (int round = 0; round < Least || time.GetElapsedTime(start) < budget; round++) Round(round, (lap, taken) => seconds[lap].Add(taken));
        return seconds;

        void Round(int number, Action<int, double> keep)
        {
            for (int i = 0; i < laps.Count; i++)
            {
                cancellation.ThrowIfCancellationRequested();
                int lap = (number + i) % laps.Count;
                keep(lap, laps[lap]());
            }
        }
    }

    /// <summary>The first over the second, round by round.</summary>
    public static IEnumerable<double> Ratios(IReadOnlyList<double> first, IReadOnlyList<double> second) => first.Zip(second, (a, b) => a / b);
}
