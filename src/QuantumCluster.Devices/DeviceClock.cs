namespace QuantumCluster.Devices;

/// <summary>
/// The time that an emulated processor takes: it works on one job at a time, each for the same service time, and begins a job as soon as
/// the job is there and the one before is done. Kept by reckoning, so that what a wait overshoots is not added up over many jobs.
/// </summary>
/// <param name="serviceTime">Device time of one job, not negative.</param>
public sealed class DeviceClock(TimeSpan serviceTime, TimeProvider time)
{
    private readonly long _service = (long)(serviceTime.TotalSeconds * time.TimestampFrequency);
    private long _free = long.MinValue;

    /// <summary>Occupies the processor with one more job.</summary>
    /// <param name="arrived">Timestamp of the clock's time provider at which the job joined the processor's queue.</param>
    /// <returns>How long from now the processor works on it; zero or less when it would be done already.</returns>
    public TimeSpan Occupy(long arrived)
    {
        _free = Math.Max(_free, arrived) + _service;
        long now = time.GetTimestamp();
        return now < _free ? time.GetElapsedTime(now, _free) : -time.GetElapsedTime(_free, now);
    }
}
