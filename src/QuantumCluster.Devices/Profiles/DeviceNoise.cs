using System.Collections.Immutable;

namespace QuantumCluster.Devices.Profiles;

/// <summary>How wrong a device is, in the figures that makers publish. Lists have one entry per qubit.</summary>
public sealed record DeviceNoise
{
    private DeviceNoise(double oneQubitError, double twoQubitError, ImmutableArray<double> t1, ImmutableArray<double> t2, ImmutableArray<double> oneForZero, ImmutableArray<double> zeroForOne) =>
        (OneQubitError, TwoQubitError, T1, T2, OneForZero, ZeroForOne) = (oneQubitError, twoQubitError, t1, t2, oneForZero, zeroForOne);

    /// <summary>Most average infidelity of a gate on one qubit: that of a completely depolarising one.</summary>
    public const double OneQubitLimit = 0.5;

    /// <summary>Most average infidelity of a two-qubit gate.</summary>
    public const double TwoQubitLimit = 0.75;

    /// <summary>
    /// Average infidelity of a gate on one qubit, as randomised benchmarking measures it: relaxation while the gate lasts is part of it, the
    /// rest is depolarising.
    /// </summary>
    public double OneQubitError { get; }

    /// <inheritdoc cref="OneQubitError"/>
    public double TwoQubitError { get; }

    /// <summary>Seconds in which the excess of |1⟩ falls to 1/e; infinite for never.</summary>
    public ImmutableArray<double> T1 { get; }

    /// <summary>Seconds in which coherence falls to 1/e, at most 2 · T1; infinite for never.</summary>
    public ImmutableArray<double> T2 { get; }

    /// <summary>Chance to read 1 from |0⟩.</summary>
    public ImmutableArray<double> OneForZero { get; }

    /// <summary>Chance to read 0 from |1⟩.</summary>
    public ImmutableArray<double> ZeroForOne { get; }

    public int Qubits => T1.Length;

    /// <exception cref="ArgumentException">A figure is out of its range, or the lists differ in length.</exception>
    public static DeviceNoise Create(double oneQubitError, double twoQubitError, ImmutableArray<double> t1, ImmutableArray<double> t2, ImmutableArray<double> oneForZero, ImmutableArray<double> zeroForOne)
    {
        if (t1.Length == 0 || t2.Length != t1.Length || oneForZero.Length != t1.Length || zeroForOne.Length != t1.Length)
            throw new ArgumentException($"There are {t1.Length} T1, {t2.Length} T2 and {oneForZero.Length} and {zeroForOne.Length} readout figures; give one of each for every qubit.");
        Within(oneQubitError, OneQubitLimit, "one-qubit error");
        Within(twoQubitError, TwoQubitLimit, "two-qubit error");
        for (int q = 0; q < t1.Length; q++)
        {
            if (!(t1[q] > 0)) throw new ArgumentException($"T1 of qubit {q} is {t1[q]} s; it must be above 0.");
            if (!(t2[q] > 0 && t2[q] <= 2 * t1[q])) throw new ArgumentException($"T2 of qubit {q} is {t2[q]} s; it must be above 0 and at most twice T1, {2 * t1[q]} s.");
            Within(oneForZero[q], 0.5, $"chance to read 1 from |0⟩ of qubit {q}");
            Within(zeroForOne[q], 0.5, $"chance to read 0 from |1⟩ of qubit {q}");
        }

        return new(oneQubitError, twoQubitError, t1, t2, oneForZero, zeroForOne);
    }

    /// <summary>The same figures for every qubit.</summary>
    /// <inheritdoc cref="Create"/>
    public static DeviceNoise Uniform(int qubits, double oneQubitError, double twoQubitError, double t1, double t2, double oneForZero, double zeroForOne) =>
        Create(oneQubitError, twoQubitError, Same(qubits, t1), Same(qubits, t2), Same(qubits, oneForZero), Same(qubits, zeroForOne));

    private static ImmutableArray<double> Same(int qubits, double value) => [.. Enumerable.Repeat(value, qubits)];

    private static void Within(double value, double limit, string name)
    {
        if (!(value >= 0 && value <= limit)) throw new ArgumentException($"The {name} is {value}; it must be from 0 to {limit}.");
    }
}
