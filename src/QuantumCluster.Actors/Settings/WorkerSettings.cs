using QuantumCluster.Devices;

namespace QuantumCluster.Actors.Settings;

public sealed record WorkerSettings
{
    public const int DeviceLimit = 64;

    /// <summary>1 to 64; each has a thread of its own.</summary>
    public int Devices { get; init; } = 2;

    /// <summary>Most jobs that a worker holds for each device, however short they are.</summary>
    public const int LargestWindow = 1024;

    /// <summary>Jobs that the worker holds for each device at least, running ones included: hides the way to the coordinator. 1 to 64.</summary>
    public int WindowPerDevice { get; init; } = 4;

    /// <summary>Time for which the jobs that the worker holds for each device keep it busy, when so many are not enough.</summary>
    public TimeSpan WindowTime { get; init; } = TimeSpan.FromMilliseconds(10);

    /// <summary>
    /// Device time of one job, emulated, beside what its profile says: a device answers when a processor that needs so long would. Zero, the
    /// default: as soon as the emulation is done. To the nearest millisecond for a single job; over many jobs exact.
    /// </summary>
    public TimeSpan ServiceTime { get; init; } = TimeSpan.Zero;

    /// <summary>What each of its devices is.</summary>
    public DeviceProfile Profile { get; init; } = DeviceProfile.Create("ideal", 5);

    /// <summary>Whether devices take the time that their profile says, waits at their door included; else they are as fast as the emulation.</summary>
    public bool EmulateTime { get; init; }

    /// <summary>How often the worker presents itself again. Positive.</summary>
    public TimeSpan RegisterEvery { get; init; } = TimeSpan.FromSeconds(2);
}
