using QuantumCluster.Circuits.Kernels;
using QuantumCluster.Circuits.Readouts;
using QuantumCluster.Cutting.Plans;
using QuantumCluster.Devices.Profiles;

namespace QuantumCluster.Devices.Tests.Fleets;

/// <summary>Devices of round figures, and the paper's ladder.</summary>
internal static class FleetModels
{
    public static readonly DeviceProfile Fast = DeviceProfile.Create("fast", 5, times: new DeviceTimes { ShotPeriod = 10e-6 }, noise: DeviceNoise.Uniform(5, 1e-3, 2e-2, 100e-6, 80e-6, 0.02, 0.05));
    public static readonly DeviceProfile True = DeviceProfile.Create("true", 5, times: new DeviceTimes { ShotPeriod = 1e-3 }, noise: DeviceNoise.Uniform(5, 1e-5, 1e-3, 1, 1, 0.002, 0.002));
    public static readonly DeviceProfile Middle = DeviceProfile.Create("middle", 5, times: new DeviceTimes { ShotPeriod = 100e-6 }, noise: DeviceNoise.Uniform(5, 1e-4, 4e-3, 1, 1, 0.005, 0.005));
    public static readonly DeviceProfile Narrow = DeviceProfile.Create("narrow", 4, times: new DeviceTimes { ShotPeriod = 1e-6 });
    public static readonly DeviceProfile Ideal = DeviceProfile.Create("ideal", 5, times: new DeviceTimes { ShotPeriod = 50e-6, JobOverhead = 1e-3 });

    public static PlanRequest Request(string kernel = "crz", int layers = 1)
    {
        var ladder = new Ladder(8, layers, Kernel.Named(kernel)!);
        return new(ladder.ToCircuit(), new Readout.Marginal(3, 4, 5, 6, 7), LadderCuts.Along(ladder, 5), VariantChoice.Auto, 5, Granularity.Spread);
    }
}
