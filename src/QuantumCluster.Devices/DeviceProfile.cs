namespace QuantumCluster.Devices;

/// <summary>What a device can hold.</summary>
public sealed record DeviceProfile
{
    /// <summary>
    /// Most qubits of a simulator profile. A state of n qubits takes 16 bytes · 2^n for each lane of a vector of samples: 64 MB for 20
    /// qubits and four lanes. With three such states in the backward pass and the tables of all probabilities, 20 qubits stay below 1 GB.
    /// </summary>
    public const int SimulatorQubitLimit = 20;

    /// <summary>Most shots of one job that devices take unless their profile says otherwise.</summary>
    private const int UsualShotLimit = 1_000_000;

    private DeviceProfile(string name, int qubits) => (Name, Qubits) = (name, qubits);

    public string Name { get; }

    /// <summary>The widest program that runs here.</summary>
    public int Qubits { get; }

    /// <summary>Most shots that one job may ask of each variant and sample.</summary>
    public int ShotLimit { get; } = UsualShotLimit;

    /// <summary>The paper's processor.</summary>
    public static DeviceProfile FiveQubit { get; } = new("five-qubit", 5);

    /// <summary>A state-vector simulator of any width up to <see cref="SimulatorQubitLimit"/>: for circuits that are not cut.</summary>
    public static DeviceProfile Simulator(int qubits) => qubits is >= 1 and <= SimulatorQubitLimit
        ? new($"simulator-{qubits}", qubits)
        : throw new ArgumentOutOfRangeException(nameof(qubits), qubits, $"A state-vector simulator holds 1 to {SimulatorQubitLimit} qubits; cut a wider circuit.");

    public override string ToString() => $"{Name} ({Qubits} qubits)";
}
