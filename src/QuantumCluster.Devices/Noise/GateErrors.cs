using QuantumCluster.Devices.Profiles;

namespace QuantumCluster.Devices.Noise;

/// <summary>A device's errors as channels, from its figures.</summary>
internal sealed class GateErrors(DeviceNoise noise, DeviceTimes times)
{
    public DeviceNoise Figures => noise;

    /// <summary>While a gate on one qubit runs.</summary>
    public Relaxation DuringLocal(int place) => Waiting(place, times.OneQubitGate);

    /// <summary>While an entangling gate runs.</summary>
    public Relaxation DuringPair(int place) => Waiting(place, times.TwoQubitGate);

    public Relaxation Waiting(int place, double seconds) => Relaxation.Over(seconds, noise.T1[place], noise.T2[place]);

    /// <summary>λ of ρ ↦ (1 − λ) ρ + λ 1/2 after a gate on one qubit.</summary>
    public double Depolarising(int place) => Remainder(DuringLocal(place).EntanglementFidelity, noise.OneQubitError, 2);

    /// <summary>λ of ρ ↦ (1 − λ) ρ + λ 1/4 on the pair, after an entangling gate.</summary>
    public double Depolarising(int first, int second) =>
        Remainder(DuringPair(first).EntanglementFidelity * DuringPair(second).EntanglementFidelity, noise.TwoQubitError, 4);

    /// <summary>
    /// The strength of depolarising that, after relaxation of entanglement fidelity R, makes the whole's average infidelity r: of entanglement
    /// fidelity ((d + 1)(1 − r) − 1)/d = (1 − λ) R + λ/d². None where relaxation alone is as bad already.
    /// </summary>
    private static double Remainder(double relaxed, double infidelity, int d)
    {
        double wanted = ((d + 1) * (1 - infidelity) - 1) / d, floor = 1.0 / (d * d);
        return relaxed > floor ? Math.Clamp((relaxed - wanted) / (relaxed - floor), 0, 1) : 0;
    }
}
