using QuantumCluster.Devices.Profiles;

namespace QuantumCluster.Devices.Noise;

/// <summary>A device's errors as channels, from its figures; worked out once.</summary>
internal sealed class GateErrors
{
    private readonly Relaxation[] _local;
    private readonly Relaxation[] _pair;
    private readonly double[] _localDepolarising;
    private readonly double[,] _pairDepolarising;

    public GateErrors(DeviceNoise noise, DeviceTimes times)
    {
        Figures = noise;
        int qubits = noise.Qubits;
        (_local, _pair, _localDepolarising, _pairDepolarising) = (new Relaxation[qubits], new Relaxation[qubits], new double[qubits], new double[qubits, qubits]);
        for (int p = 0; p < qubits; p++)
        {
            (_local[p], _pair[p]) = (Waiting(p, times.OneQubitGate), Waiting(p, times.TwoQubitGate));
            _localDepolarising[p] = Remainder(_local[p].EntanglementFidelity, noise.OneQubitError, 2);
            for (int q = 0; q < p; q++)
                _pairDepolarising[p, q] = _pairDepolarising[q, p] = Remainder(_pair[p].EntanglementFidelity * _pair[q].EntanglementFidelity, noise.TwoQubitError, 4);
        }
    }

    public DeviceNoise Figures { get; }

    /// <summary>While a gate on one qubit runs.</summary>
    public Relaxation DuringLocal(int place) => _local[place];

    /// <summary>While an entangling gate runs.</summary>
    public Relaxation DuringPair(int place) => _pair[place];

    public Relaxation Waiting(int place, double seconds) => Relaxation.Over(seconds, Figures.T1[place], Figures.T2[place]);

    /// <summary>λ of ρ ↦ (1 − λ) ρ + λ 1/2 after a gate on one qubit.</summary>
    public double Depolarising(int place) => _localDepolarising[place];

    /// <summary>λ of ρ ↦ (1 − λ) ρ + λ 1/4 on the pair, after an entangling gate.</summary>
    public double Depolarising(int first, int second) => _pairDepolarising[first, second];

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
