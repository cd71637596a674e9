namespace QuantumCluster.Devices;

/// <summary>
/// The time that an emulated processor takes: it works on one job at a time, in the order in which they come, and begins a job as soon as
/// the job's wait is over and the one before is done. Kept by reckoning, so that what a wait overshoots is not added up over many jobs.
/// </summary>
public sealed class DeviceClock(TimeProvider time)
{
    private long _free = long.MinValue;

    /// <summary>Occupies the processor with one more job.</summary>
    /// <param name="arrived">Timestamp of the clock's time provider at which the job joined the processor's queue.</param>
    /// <param name="wait">How long the job waits for others at the processor's door; not negative.</param>
    /// <param name="service">Device time of the job; not negative.</param>
    /// <returns>How long from now the processor works on it; zero or less when it would be done already.</returns>
    public TimeSpan Occupy(long arrived, TimeSpan wait, TimeSpan service)
    {
        _free = Math.Max(_free, arrived + Ticks(wait)) + Ticks(service);
        long now = time.GetTimestamp();
        return now < _free ? time.GetElapsedTime(now, _free) : -time.GetElapsedTime(_free, now);
    }

    /// <summary>
    /// Done when a wait is over, to half a millisecond: timers count whole ones, and by a clock that may lag behind by several, so that they go off too soon.
    /// What is rounded off a device's clock makes up for in its next job.
    /// </summary>
    /// <param name="wait">From now; zero or less is over already.</param>
    public static async Task ReachAsync(TimeSpan wait, TimeProvider time)
    {
        long start = time.GetTimestamp();
        while (Math.Round((wait - time.GetElapsedTime(start)).TotalMilliseconds) is > 0 and var milliseconds)
            await Task.Delay(TimeSpan.FromMilliseconds(milliseconds), time).ConfigureAwait(false);
    }

    private long Ticks(TimeSpan span) => (long)(span.TotalSeconds * time.TimestampFrequency);
}
