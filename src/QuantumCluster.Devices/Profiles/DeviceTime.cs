using QuantumCluster.Circuits;
using QuantumCluster.Cutting.Jobs;
using QuantumCluster.Cutting.Variants;

namespace QuantumCluster.Devices.Profiles;

/// <summary>How long jobs take on a device.</summary>
internal static class DeviceTime
{
    public static TimeSpan Of(DeviceProfile profile, FragmentProgram program, FragmentJob job)
    {
        if (!profile.HasDurations) return TimeSpan.Zero;
        DeviceTimes times = profile.Times;
        long shots = job.Ask is JobAsk.Counts counts ? counts.Shots.Total(job.Key.VariantCount) : job.Key.VariantCount;
        double shot = Math.Max(times.ShotPeriod, times.Reset + Circuit(times, program.Circuit) + times.Readout);
        return TimeSpan.FromSeconds(times.JobOverhead + job.Key.SampleCount * (job.Key.VariantCount * times.CircuitLoad + shots * shot));
    }

    /// <summary>Every gate as soon as its qubits are free.</summary>
    private static double Circuit(DeviceTimes times, Circuit circuit)
    {
        var free = new double[circuit.QubitCount];
        foreach (Operation operation in circuit.Operations)
        {
            if (operation.Control < 0) free[operation.Target] += operation.Gate.IsDiagonal ? 0 : times.OneQubitGate;
            else free[operation.Target] = free[operation.Control] = Math.Max(free[operation.Target], free[operation.Control])
                + (operation.Gate.HasAngle ? 2 * times.TwoQubitGate + 2 * times.OneQubitGate : times.TwoQubitGate);
        }

        return free.Max();
    }
}
