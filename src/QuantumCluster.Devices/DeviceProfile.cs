using System.Security.Cryptography;
using QuantumCluster.Cutting.Jobs;
using QuantumCluster.Cutting.Plans;
using QuantumCluster.Cutting.Variants;
using QuantumCluster.Devices.Profiles;

namespace QuantumCluster.Devices;

/// <summary>
/// What a device can hold, how long it takes and how wrong it is. Two profiles of the same <see cref="Digest"/> are the same class: any of
/// their devices gives the same bits for the same job. Compares by content.
/// </summary>
public sealed record DeviceProfile
{
    /// <summary>
    /// Most qubits of a simulator profile. A state of n qubits takes 16 bytes · 2^n for each lane of a vector of samples: 64 MB for 20
    /// qubits and four lanes. With three such states in the backward pass and the tables of all probabilities, 20 qubits stay below 1 GB.
    /// </summary>
    public const int SimulatorQubitLimit = 20;

    /// <summary>Most qubits of a profile with noise: its state has 4^n numbers for each lane of a vector of samples, 67 MB for 10 qubits and eight lanes.</summary>
    public const int NoisyQubitLimit = 10;

    /// <summary>Most shots of one job that devices take unless their profile says otherwise.</summary>
    private const int UsualShotLimit = 1_000_000;

    private DeviceProfile(string name, int qubits) => (Name, Qubits) = (name, qubits);

    public string Name { get; }

    /// <summary>The widest program that runs here.</summary>
    public int Qubits { get; }

    /// <summary>Most shots that one job may ask of each variant and sample.</summary>
    public int ShotLimit { get; private init; } = UsualShotLimit;

    public NativeGates Gates { get; private init; } = NativeGates.Usual;

    public DeviceTimes Times { get; private init; } = DeviceTimes.None;

    /// <summary>Null for an ideal device.</summary>
    public DeviceNoise? Noise { get; private init; }

    /// <summary>Null for figures that stay as they are.</summary>
    public Drift? Drift { get; private init; }

    public QueueLatency QueueLatency { get; private init; } = new QueueLatency.None();

    /// <summary>Whether jobs take device time at all.</summary>
    public bool HasDurations => Times != DeviceTimes.None;

    /// <summary>The paper's processor, ideal.</summary>
    public static DeviceProfile FiveQubit { get; } = new("five-qubit", 5);

    /// <summary>A state-vector simulator of any width up to <see cref="SimulatorQubitLimit"/>: for circuits that are not cut.</summary>
    public static DeviceProfile Simulator(int qubits) => qubits is >= 1 and <= SimulatorQubitLimit
        ? new($"simulator-{qubits}", qubits)
        : throw new ArgumentOutOfRangeException(nameof(qubits), qubits, $"A state-vector simulator holds 1 to {SimulatorQubitLimit} qubits; cut a wider circuit.");

    /// <summary>A profile from its figures; what is left out is ideal.</summary>
    /// <param name="noise">Of as many qubits as the device.</param>
    /// <exception cref="ArgumentException">The figures do not go together.</exception>
    public static DeviceProfile Create(string name, int qubits, NativeGates? gates = null, DeviceTimes? times = null, DeviceNoise? noise = null, QueueLatency? queueLatency = null,
        Drift? drift = null, int shotLimit = UsualShotLimit)
    {
        if (string.IsNullOrWhiteSpace(name)) throw new ArgumentException("A device profile needs a name.", nameof(name));
        int most = noise is null ? SimulatorQubitLimit : NoisyQubitLimit;
        if (qubits < 1 || qubits > most)
            throw new ArgumentException($"Profile {name} has {qubits} qubits; {(noise is null ? "an ideal" : "a noisy")} device holds 1 to {most}.", nameof(qubits));
        if (noise is not null && noise.Qubits != qubits)
            throw new ArgumentException($"Profile {name} has {qubits} qubits and noise figures for {noise.Qubits}; give one of each for every qubit.", nameof(noise));
        if (drift is not null && noise is null) throw new ArgumentException($"Profile {name} drifts and has no noise that could; leave the drift out or give noise figures.", nameof(drift));
        if (shotLimit < 1) throw new ArgumentException($"Profile {name} takes {shotLimit} shots a job; it must be at least 1.", nameof(shotLimit));
        return new(name, qubits)
        {
            Gates = gates ?? NativeGates.Usual,
            Times = times ?? DeviceTimes.None,
            Noise = noise,
            QueueLatency = queueLatency ?? new QueueLatency.None(),
            Drift = drift,
            ShotLimit = shotLimit,
        };
    }

    /// <summary>
    /// Time that the device takes for a job, without the wait at its door: a function of profile, program and what is asked, never of
    /// angles, chance or step. Exact probabilities, which no hardware gives, count as one shot of every variant and sample.
    /// </summary>
    public TimeSpan TimeOf(FragmentProgram program, FragmentJob job) => DeviceTime.Of(this, program, job);

    /// <summary>
    /// The noise figures at a step of a run, drift included: a function of profile and step alone. Null for an ideal device.
    /// </summary>
    /// <param name="step">At least 0.</param>
    public DeviceNoise? NoiseAt(long step)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        return Noise is null || Drift is null ? Noise : DriftedNoise.At(Noise, Drift, step);
    }

    /// <summary>16 hexadecimal digits that name all figures but the name: devices of one class share it.</summary>
    public string Digest => field ??= Convert.ToHexStringLower(SHA256.HashData(ProfileEncoding.Write(this)).AsSpan(0, 8));

    /// <summary>What plans bind fragments to.</summary>
    public DeviceClass Class => new(Name, Digest, Qubits, Noise is not null);

    public bool Equals(DeviceProfile? other) => other is not null && Name == other.Name && Digest == other.Digest;

    public override int GetHashCode() => HashCode.Combine(Name, Qubits);

    public override string ToString() => $"{Name} ({Qubits} qubits)";
}
