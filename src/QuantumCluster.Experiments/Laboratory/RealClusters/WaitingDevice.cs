using QuantumCluster.Circuits;
using QuantumCluster.Cutting.Jobs;
using QuantumCluster.Cutting.Variants;
using QuantumCluster.Devices;
using QuantumCluster.Devices.Profiles;

namespace QuantumCluster.Experiments.Laboratory.RealClusters;

/// <summary>A real device that answers as late as one with a queue and a device time would.</summary>
/// <param name="seed">Of its waits.</param>
internal sealed class WaitingDevice(IQuantumDevice device, TimeSpan deviceTime, QueueLatency queue, Seed seed, TimeProvider time) : IQuantumDevice
{
    private readonly KeyedRandom _chance = seed.Generator();

    public DeviceProfile Profile => device.Profile;

    public JobOutcome Run(FragmentProgram program, FragmentJob job)
    {
        Task waited = Task.Delay(deviceTime + queue.Draw(_chance), time);
        JobOutcome outcome = device.Run(program, job);
        waited.Wait(); // the device's thread is its own
        return outcome;
    }
}
