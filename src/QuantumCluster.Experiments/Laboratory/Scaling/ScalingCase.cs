using QuantumCluster.Actors.Settings;
using QuantumCluster.Circuits;
using QuantumCluster.Devices.Profiles;
using QuantumCluster.Experiments.Laboratory.Simulation;

namespace QuantumCluster.Experiments.Laboratory.Scaling;

/// <summary>One point of the sweep.</summary>
/// <param name="JobTime">Mean time of a job on a device.</param>
/// <param name="JobsPerStep">Jobs of a step.</param>
internal sealed record ScalingCase(int Devices, TimeSpan JobTime, int JobsPerStep)
{
    public const int DevicesPerWorker = 4;

    /// <summary>Standard deviation of a job's time, as a share of it.</summary>
    public const double Jitter = 0.05;

    /// <summary>What a step takes when devices are busy to the end and nothing else costs anything.</summary>
    public TimeSpan Ideal => JobTime * ((double)JobsPerStep / Devices);

    /// <summary>As many jobs as a real worker holds for a device: what keeps it busy for the window's time, but not fewer than its least.</summary>
    public int WindowPerDevice
    {
        get
        {
            var worker = new WorkerSettings();
            return Math.Clamp((int)(worker.WindowTime / JobTime), worker.WindowPerDevice, WorkerSettings.LargestWindow);
        }
    }

    /// <summary>Most jobs a second that a coordinator of these costs can hand out and take back: each is a message in and a message out at worst.</summary>
    public static double CoordinatorLimit(CoordinationCosts costs) => 1 / (2 * costs.PerMessage + 2 * costs.PerJob).TotalSeconds;

    public SimulationResult Simulate(Seed seed, int steps, CoordinationCosts costs) => Simulation.Simulation.Run(new SimulationSettings
    {
        Seed = seed, Workers = Math.Max(1, Devices / DevicesPerWorker), DevicesPerWorker = Math.Min(Devices, DevicesPerWorker), WindowPerDevice = WindowPerDevice,
        DeviceTime = JobTime * 0.5, Queue = new QueueLatency.Normal(JobTime.TotalSeconds * 0.5, JobTime.TotalSeconds * Jitter), Steps = steps, Costs = costs,
    }, new PlainWorkload(JobsPerStep));
}
