using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using QuantumCluster.Cutting.Jobs;
using QuantumCluster.Cutting.Variants;
using QuantumCluster.Devices.Transpiling;

namespace QuantumCluster.Devices.Profiles;

/// <summary>How long jobs take on a device.</summary>
internal static class DeviceTime
{
    // Seconds of one shot, kept as long as the program lives.
    private static readonly ConditionalWeakTable<FragmentProgram, ConcurrentDictionary<(NativeGates, DeviceTimes), double>> Shots = [];

    public static TimeSpan Of(DeviceProfile profile, FragmentProgram program, FragmentJob job)
    {
        if (!profile.HasDurations) return TimeSpan.Zero;
        JobKey key = job.Key;
        double circuits = job.VariantExecutions(program), shots = job.Ask switch
        {
            JobAsk.Counts counts => (double)counts.Shots.Total(key.VariantCount) * key.SampleCount,
            JobAsk.ShiftProduct shift => circuits * (shift.Shots ?? 1),
            _ => circuits,
        };
        double seconds = profile.Times.JobOverhead + circuits * profile.Times.CircuitLoad + shots * Shot(profile, program);
        return seconds < TimeSpan.MaxValue.TotalSeconds ? TimeSpan.FromSeconds(seconds) : TimeSpan.MaxValue;
    }

    /// <summary>Seconds from one shot of a program to the next.</summary>
    public static double Shot(DeviceProfile profile, FragmentProgram program) =>
        Shots.GetOrCreateValue(program).GetOrAdd((profile.Gates, profile.Times), static (of, p) =>
            Math.Max(of.Item2.ShotPeriod, of.Item2.Reset + new Timetable(p, of.Item1, of.Item2).Duration + of.Item2.Readout), program);
}
