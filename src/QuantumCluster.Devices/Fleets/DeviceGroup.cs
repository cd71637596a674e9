namespace QuantumCluster.Devices.Fleets;

/// <summary>The devices of one profile in a fleet.</summary>
public sealed record DeviceGroup
{
    /// <param name="devices">At least 1.</param>
    /// <exception cref="ArgumentException">There is no device.</exception>
    public DeviceGroup(DeviceProfile profile, int devices)
    {
        if (devices < 1) throw new ArgumentException($"A fleet is to have {devices} devices of profile {profile.Name}; give at least 1, or leave the profile out.", nameof(devices));
        (Profile, Devices) = (profile, devices);
    }

    public DeviceProfile Profile { get; }

    public int Devices { get; }

    public override string ToString() => $"{Profile.Name}:{Devices}";
}
