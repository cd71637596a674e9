using System.Diagnostics;
using QuantumCluster.Actors.Telemetry;
using QuantumCluster.Actors.Working;
using QuantumCluster.Cutting.Jobs;
using QuantumCluster.Cutting.Variants;
using QuantumCluster.Devices;

namespace QuantumCluster.Actors.Management;

/// <summary>A device that counts its jobs and their time. Runs on one thread; what it counted may be read on any.</summary>
/// <param name="emulated">What an emulated processor takes for a job; null for a device that takes as long as it computes.</param>
internal sealed class ObservedDevice(IQuantumDevice device, EmulatedTime? emulated, TimeProvider time) : IQuantumDevice
{
    private long _jobs, _ticks;

    public DeviceProfile Profile => device.Profile;

    public DeviceReport Report => new(Profile.Name, Profile.Qubits, Volatile.Read(ref _jobs), TimeSpan.FromTicks(Volatile.Read(ref _ticks)).TotalSeconds);

    public JobOutcome Run(FragmentProgram program, FragmentJob job)
    {
        using Activity? activity = JobTraces.Start(job.Key);
        long start = time.GetTimestamp();
        JobOutcome outcome = device.Run(program, job);
        TimeSpan service = emulated?.Service(program, job, outcome) ?? time.GetElapsedTime(start);
        if (ClusterTelemetry.ServiceTime.Enabled) ClusterTelemetry.ServiceTime.Record(service.TotalSeconds);
        Volatile.Write(ref _ticks, _ticks + service.Ticks);
        Volatile.Write(ref _jobs, _jobs + 1);
        return outcome;
    }
}
