using QuantumCluster.Devices;
using QuantumCluster.Devices.Profiles;
using QuantumCluster.Experiments.Laboratory.Reports;

namespace QuantumCluster.Experiments.Laboratory.Noise;

/// <summary>
/// Devices of any width whose every error is so many times that of a superconducting one: gate errors, readout errors and the rates of
/// relaxation and dephasing, the same on every qubit. Figures of strength 1 are the means of the shipped profile <c>superconducting</c>.
/// </summary>
internal static class NoiseStrength
{
    private const double OneQubitError = 7.4e-4, TwoQubitError = 9.95e-3, T1 = 148e-6, T2 = 60e-6, OneForZero = 0.023, ZeroForOne = 0.052;

    private static readonly DeviceTimes Times = new() { OneQubitGate = 71.1e-9, TwoQubitGate = 368e-9, Readout = 5.351e-6, Reset = 250e-6 };

    public static IEnumerable<Setting> Settings =>
    [
        new("strength1.oneQubitError", OneQubitError, "average infidelity of a gate"), new("strength1.twoQubitError", TwoQubitError, "average infidelity of a CNOT"),
        new("strength1.t1Microseconds", T1 * 1e6, "divided by the strength"), new("strength1.t2Microseconds", T2 * 1e6, "divided by the strength"),
        new("strength1.readsOneForZero", OneForZero, ""), new("strength1.readsZeroForOne", ZeroForOne, ""), new("strength1.twoQubitGateNanoseconds", Times.TwoQubitGate * 1e9, "the same at all strengths"),
    ];

    /// <param name="strength">At least 0; 0 is an ideal device.</param>
    public static IQuantumDevice Device(int qubits, double strength) => strength == 0
        ? new StateVectorDevice(DeviceProfile.Simulator(qubits))
        : QuantumDevices.For(DeviceProfile.Create(FormattableString.Invariant($"strength-{strength}-{qubits}"), qubits, NativeGates.Usual, Times,
            DeviceNoise.Uniform(qubits, strength * OneQubitError, strength * TwoQubitError, T1 / strength, T2 / strength, Math.Min(0.5, strength * OneForZero), Math.Min(0.5, strength * ZeroForOne))));
}
