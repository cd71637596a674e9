namespace QuantumCluster.Devices;

/// <summary>The emulation that fits a profile.</summary>
public static class QuantumDevices
{
    /// <returns>State vectors for an ideal profile, density matrices for one with noise.</returns>
    public static IQuantumDevice For(DeviceProfile profile) => profile.Noise is null ? new StateVectorDevice(profile) : new NoisyDevice(profile);
}
