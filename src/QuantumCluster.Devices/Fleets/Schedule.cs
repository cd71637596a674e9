namespace QuantumCluster.Devices.Fleets;

/// <summary>When a number of like devices would be done with jobs, each taken by the device that is free first.</summary>
public static class Schedule
{
    /// <param name="seconds">Device time of each job, in their order.</param>
    /// <param name="devices">At least 1.</param>
    /// <param name="wait">How long a job waits at a device's door, in seconds: the mean, for every job.</param>
    /// <param name="window">Jobs that wait at a device's door at once, the one that it works on included; at least 1.</param>
    /// <returns>Seconds.</returns>
    public static double Makespan(IEnumerable<double> seconds, int devices, double wait, int window)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(devices, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(window, 1);
        var free = new PriorityQueue<int, (double Time, int Device)>();
        for (int d = 0; d < devices; d++) free.Enqueue(d, (0, d));
        var ends = new Queue<double>[devices]; // of the last jobs of each, a window full: the next one comes to the door when the oldest of them is done
        for (int d = 0; d < devices; d++) ends[d] = new Queue<double>();
        double last = 0;
        foreach (double job in seconds)
        {
            free.TryDequeue(out int device, out var at);
            double arrived = ends[device].Count < window ? 0 : ends[device].Dequeue(), end = Math.Max(at.Time, arrived + wait) + job;
            ends[device].Enqueue(end);
            free.Enqueue(device, (end, device));
            last = Math.Max(last, end);
        }

        return last;
    }
}
