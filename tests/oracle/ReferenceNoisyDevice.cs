using System.Numerics;
using QuantumCluster.Circuits;

namespace QuantumCluster.Oracle;

/// <summary>
/// A noisy device from the definitions in docs/hardware.md, with a decomposition, a clock and channels of its own: gates in the device's own
/// kind, relaxation while they run and while a qubit waits, the rest of each gate's published error as depolarising, confused readout.
/// Circuits whose controls stand beside their targets only.
/// </summary>
public sealed class ReferenceNoisyDevice
{
    /// <summary>"CNOT", "CZ" or "XX".</summary>
    public string Entangler { get; init; } = "CNOT";

    public bool VirtualZ { get; init; } = true;

    public double OneQubitTime { get; init; }
    public double TwoQubitTime { get; init; }
    public double OneQubitError { get; init; }
    public double TwoQubitError { get; init; }
    public double[] T1 { get; init; } = [];
    public double[] T2 { get; init; } = [];
    public double[] OneForZero { get; init; } = [];
    public double[] ZeroForOne { get; init; } = [];

    /// <summary>The chances of what is read from the listed qubits, the first of them the most significant bit.</summary>
    /// <param name="preparations">Gates on |0⟩ that prepare a qubit: qubit → gate and angle; a null gate waits for no time at all.</param>
    /// <param name="bases">'X', 'Y' or 'Z' of each measured qubit.</param>
    /// <param name="preparationSlot">Qubits that get a slot for preparing, in this or another variant.</param>
    /// <param name="basisSlot">Qubits that get a slot for turning the basis, in this or another variant.</param>
    public double[] Probabilities(Circuit circuit, double[] x, double[] w, IReadOnlyDictionary<int, (string Gate, double Angle)?> preparations, int[] measured, string bases,
        ISet<int> preparationSlot, ISet<int> basisSlot)
    {
        int n = circuit.QubitCount;
        var rho = new ReferenceDensity(n);
        var clock = new double[n];
        var touched = new bool[n]; // by an entangling gate: from then on waiting hurts
        var pulse = new List<(string Gate, double Angle)>[n];
        for (int q = 0; q < n; q++)
        {
            pulse[q] = [];
            if (preparationSlot.Contains(q)) clock[q] = OneQubitTime;
            if (preparations.GetValueOrDefault(q) is { } prepared) Pulse(q, [prepared], takesTime: false);
        }

        foreach (Operation operation in circuit.Operations)
        {
            double angle = operation.Angle.Source switch { AngleSource.Weight => w[operation.Angle.Index], AngleSource.Input => x[operation.Angle.Index], _ => operation.Angle.Radians };
            int c = operation.Control, t = operation.Target;
            switch (operation.Gate.Name)
            {
                case "CNOT":
                    Cnot(c, t);
                    break;
                case "CRY" or "CRZ":
                    string rotation = operation.Gate.Name[1..];
                    pulse[t].Add((rotation, angle / 2));
                    Cnot(c, t);
                    pulse[t].Add((rotation, -angle / 2));
                    Cnot(c, t);
                    break;
                default:
                    pulse[t].Add((operation.Gate.Name, angle));
                    break;
            }
        }

        for (int q = 0; q < n; q++) Flush(q);
        double end = measured.Max(q => clock[q] + (basisSlot.Contains(q) ? OneQubitTime : 0));
        for (int i = 0; i < measured.Length; i++)
        {
            int q = measured[i];
            double slot = basisSlot.Contains(q) ? OneQubitTime : 0;
            if (touched[q]) Wait(q, end - slot - clock[q]);
            if (bases[i] == 'X') Pulse(q, [("RY", -Math.PI / 2)], takesTime: false);
            else if (bases[i] == 'Y') Pulse(q, [("RX", Math.PI / 2)], takesTime: false);
            else Wait(q, slot);
        }

        return Confused(rho.Probabilities(), n, measured);

        void Cnot(int c, int t)
        {
            if (Entangler == "CZ") pulse[t].Add(("RY", -Math.PI / 2));
            if (Entangler == "XX") pulse[c].Add(("RY", Math.PI / 2));
            Flush(c);
            Flush(t);
            double start = Math.Max(clock[c], clock[t]);
            foreach (int q in (int[])[c, t])
            {
                if (touched[q]) Wait(q, start - clock[q]);
                (touched[q], clock[q]) = (true, start + TwoQubitTime);
            }

            rho.Apply([Entangling()], c, t);
            Complex[][,] relaxed = ReferenceDensity.Beside(Relaxing(c, TwoQubitTime), Relaxing(t, TwoQubitTime));
            rho.Apply(relaxed, c, t).Apply(ReferenceDensity.Depolarising(Strength(relaxed, TwoQubitError, 2), 2), c, t);
            if (Entangler == "CZ") pulse[t].Add(("RY", Math.PI / 2));
            if (Entangler != "XX") return;
            pulse[c].AddRange([("RX", -Math.PI / 2), ("RY", -Math.PI / 2)]);
            pulse[t].Add(("RX", -Math.PI / 2));
        }

        void Flush(int q)
        {
            if (pulse[q].Count > 0) Pulse(q, pulse[q], takesTime: true);
            pulse[q].Clear();
        }

        void Pulse(int q, List<(string Gate, double Angle)> gates, bool takesTime)
        {
            foreach ((string gate, double angle) in gates) rho.Apply(gate, angle, q);
            if (VirtualZ && gates.All(g => g.Gate is "RZ" or "S" or "S†")) return;
            Complex[][,] relaxed = Relaxing(q, OneQubitTime);
            rho.Apply(relaxed, q).Apply(ReferenceDensity.Depolarising(Strength(relaxed, OneQubitError, 1), 1), q);
            if (takesTime) clock[q] += OneQubitTime;
        }

        void Wait(int q, double seconds) => rho.Apply(Relaxing(q, seconds), q);
    }

    private Complex[,] Entangling()
    {
        double r = 1 / Math.Sqrt(2);
        return Entangler switch
        {
            "CZ" => new Complex[,] { { 1, 0, 0, 0 }, { 0, 1, 0, 0 }, { 0, 0, 1, 0 }, { 0, 0, 0, -1 } },
            "XX" => new Complex[,] { { r, 0, 0, new(0, -r) }, { 0, r, new(0, -r), 0 }, { 0, new(0, -r), r, 0 }, { new(0, -r), 0, 0, r } },
            _ => ReferenceGates.Matrix("CNOT", 0),
        };
    }

    private Complex[][,] Relaxing(int q, double seconds)
    {
        double survives = Math.Exp(-seconds / T1[q]), coherent = Math.Exp(-seconds / T2[q]);
        return ReferenceDensity.Then(ReferenceDensity.AmplitudeDamping(1 - survives), ReferenceDensity.PhaseDamping(Math.Max(0, 1 - coherent * coherent / survives)));
    }

    /// <summary>By bisection: the depolarising that brings the average infidelity to the published one.</summary>
    private static double Strength(Complex[][,] relaxed, double error, int qubits)
    {
        double Infidelity(double lambda) => 1 - ReferenceDensity.AverageFidelity(ReferenceDensity.Then(relaxed, ReferenceDensity.Depolarising(lambda, qubits)));
        if (Infidelity(0) >= error) return 0;
        double low = 0, high = 1;
        for (int i = 0; i < 60; i++)
        {
            double middle = (low + high) / 2;
            if (Infidelity(middle) < error) low = middle;
            else high = middle;
        }

        return low;
    }

    private double[] Confused(double[] states, int n, int[] measured)
    {
        var read = new double[1 << measured.Length];
        for (int state = 0; state < states.Length; state++)
            for (int outcome = 0; outcome < read.Length; outcome++)
            {
                double chance = states[state];
                for (int i = 0; i < measured.Length; i++)
                {
                    int q = measured[i], isOne = (state >> (n - 1 - q)) % 2, readsOne = (outcome >> (measured.Length - 1 - i)) % 2;
                    double flip = isOne == 1 ? ZeroForOne[q] : OneForZero[q];
                    chance *= isOne == readsOne ? 1 - flip : flip;
                }

                read[outcome] += chance;
            }

        return read;
    }
}
