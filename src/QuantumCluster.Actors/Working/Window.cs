using QuantumCluster.Actors.Settings;

namespace QuantumCluster.Actors.Working;

/// <summary>
/// How many jobs a worker holds for each of its devices: enough to hide the way to the coordinator, so the more the shorter they are.
/// Learns from every job how long jobs take.
/// </summary>
internal sealed class Window(WorkerSettings settings)
{
    private const double Weight = 0.05;
    private double _seconds = double.NaN;

    /// <summary>Jobs for each device, the running one included.</summary>
    public int PerDevice => Math.Clamp(Filling(settings.WindowTime), settings.WindowPerDevice, WorkerSettings.LargestWindow);

    /// <summary>Jobs that are handed to a device at once, so that short ones do not wait for a thread each.</summary>
    public int Depth => Math.Clamp(Filling(settings.WindowTime / 10), 1, WorkerSettings.LargestWindow);

    /// <param name="took">Device time of one job.</param>
    public void Add(TimeSpan took) => _seconds = double.IsNaN(_seconds) ? took.TotalSeconds : _seconds + Weight * (took.TotalSeconds - _seconds);

    private int Filling(TimeSpan time) => double.IsNaN(_seconds) ? 0 : (int)Math.Min(time.TotalSeconds / Math.Max(_seconds, 1e-7), int.MaxValue);
}
