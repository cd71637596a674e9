using QuantumCluster.Cutting.Jobs;
using QuantumCluster.Cutting.Variants;
using QuantumCluster.Devices;

namespace QuantumCluster.Actors.Faults;

/// <summary>A device to which faults are done: it dawdles, throws, and damages or falsifies outcomes as told.</summary>
internal sealed class FaultyDevice(IQuantumDevice device, DeviceFaults faults, TimeProvider time) : IQuantumDevice
{
    public DeviceProfile Profile => device.Profile;

    public JobOutcome Run(FragmentProgram program, FragmentJob job)
    {
        var (mishap, delay) = faults.Next();
        if (delay > TimeSpan.Zero) DeviceClock.ReachAsync(delay, time).Wait(); // the device's thread is its own
        return mishap switch
        {
            { Kind: FaultKind.Crash } => throw new InvalidOperationException("a fault was injected into this device"),
            { Kind: FaultKind.Corrupt, Chance: var chance } => DamagedOutcome.Corrupt(device.Run(program, job), chance),
            { Kind: FaultKind.Lie, Chance: var chance } => DamagedOutcome.Falsify(device.Run(program, job), chance),
            _ => device.Run(program, job),
        };
    }
}
