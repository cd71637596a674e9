using System.Numerics;

namespace QuantumCluster.Oracle;

/// <summary>A density matrix, and channels as lists of Kraus operators: ρ becomes Σ K ρ K†. Qubit 0 is the most significant bit.</summary>
public sealed class ReferenceDensity
{
    private static readonly Complex I = Complex.ImaginaryOne;

    private readonly int _qubits;
    private Complex[,] _rho;

    /// <summary>All qubits in |0⟩.</summary>
    public ReferenceDensity(int qubits)
    {
        _qubits = qubits;
        _rho = new Complex[1 << qubits, 1 << qubits];
        _rho[0, 0] = 1;
    }

    public Complex this[int row, int column] => _rho[row, column];

    public ReferenceDensity Apply(string gate, double angle, params int[] wires) => Apply([ReferenceGates.Matrix(gate, angle)], wires);

    public ReferenceDensity Apply(IEnumerable<Complex[,]> kraus, params int[] wires)
    {
        int n = 1 << _qubits;
        var sum = new Complex[n, n];
        foreach (Complex[,] k in kraus)
        {
            Complex[,] left = new Complex[n, n];
            for (int r = 0; r < n; r++)
                for (int m = 0; m < k.GetLength(1); m++)
                {
                    Complex entry = k[Local(r, wires), m];
                    if (entry == 0) continue;
                    int from = With(r, wires, m);
                    for (int c = 0; c < n; c++) left[r, c] += entry * _rho[from, c];
                }

            for (int c = 0; c < n; c++)
                for (int m = 0; m < k.GetLength(1); m++)
                {
                    Complex entry = Complex.Conjugate(k[Local(c, wires), m]);
                    if (entry == 0) continue;
                    int from = With(c, wires, m);
                    for (int r = 0; r < n; r++) sum[r, c] += entry * left[r, from];
                }
        }

        _rho = sum;
        return this;
    }

    public double[] Probabilities() => [.. Enumerable.Range(0, 1 << _qubits).Select(k => _rho[k, k].Real)];

    /// <summary>Decay of |1⟩ with probability γ.</summary>
    public static Complex[][,] AmplitudeDamping(double gamma) =>
        [new Complex[,] { { 1, 0 }, { 0, Math.Sqrt(1 - gamma) } }, new Complex[,] { { 0, Math.Sqrt(gamma) }, { 0, 0 } }];

    /// <summary>Loss of coherence by the factor √(1 − λ).</summary>
    public static Complex[][,] PhaseDamping(double lambda) =>
        [new Complex[,] { { 1, 0 }, { 0, Math.Sqrt(1 - lambda) } }, new Complex[,] { { 0, 0 }, { 0, Math.Sqrt(lambda) } }];

    /// <summary>ρ ↦ (1 − λ) ρ + λ · maximally mixed, on one or two qubits: all Pauli operators equally likely.</summary>
    public static Complex[][,] Depolarising(double lambda, int qubits)
    {
        Complex[][,] paulis = Paulis(qubits);
        double each = lambda / paulis.Length;
        return [.. paulis.Select((p, i) => Scaled(p, Math.Sqrt(i == 0 ? 1 - lambda + each : each)))];
    }

    /// <summary>(Σ |Tr K|² + d)/(d² + d): the fidelity of a channel that should be the identity, averaged over all pure states.</summary>
    public static double AverageFidelity(IEnumerable<Complex[,]> kraus)
    {
        Complex[][,] all = [.. kraus];
        int d = all[0].GetLength(0);
        double sum = all.Sum(k =>
        {
            Complex trace = 0;
            for (int i = 0; i < d; i++) trace += k[i, i];
            return trace.Real * trace.Real + trace.Imaginary * trace.Imaginary;
        });
        return (sum + d) / (d * d + d);
    }

    /// <summary>First one channel, then the other.</summary>
    public static Complex[][,] Then(IEnumerable<Complex[,]> first, IEnumerable<Complex[,]> second) => [.. from s in second from f in first select Product(s, f)];

    /// <summary>One channel on each of two qubits.</summary>
    public static Complex[][,] Beside(IEnumerable<Complex[,]> first, IEnumerable<Complex[,]> second) => [.. from f in first from s in second select Kronecker(f, s)];

    private static Complex[][,] Paulis(int qubits)
    {
        Complex[][,] one = [new Complex[,] { { 1, 0 }, { 0, 1 } }, new Complex[,] { { 0, 1 }, { 1, 0 } }, new Complex[,] { { 0, -I }, { I, 0 } }, new Complex[,] { { 1, 0 }, { 0, -1 } }];
        return qubits == 1 ? one : [.. from a in one from b in one select Kronecker(a, b)];
    }

    private static Complex[,] Product(Complex[,] a, Complex[,] b) => Table(a.GetLength(0), (r, c) =>
    {
        Complex sum = 0;
        for (int k = 0; k < a.GetLength(1); k++) sum += a[r, k] * b[k, c];
        return sum;
    });

    private static Complex[,] Kronecker(Complex[,] a, Complex[,] b) =>
        Table(a.GetLength(0) * b.GetLength(0), (r, c) => a[r / b.GetLength(0), c / b.GetLength(0)] * b[r % b.GetLength(0), c % b.GetLength(0)]);

    private static Complex[,] Scaled(Complex[,] a, double factor) => Table(a.GetLength(0), (r, c) => factor * a[r, c]);

    private static Complex[,] Table(int size, Func<int, int, Complex> entry)
    {
        var table = new Complex[size, size];
        for (int r = 0; r < size; r++)
            for (int c = 0; c < size; c++) table[r, c] = entry(r, c);
        return table;
    }

    /// <summary>The bits of a basis state on some wires, the first of them the most significant.</summary>
    private int Local(int state, int[] wires) => wires.Aggregate(0, (index, wire) => 2 * index + (state >> (_qubits - 1 - wire)) % 2);

    private int With(int state, int[] wires, int bits)
    {
        for (int k = 0; k < wires.Length; k++)
        {
            int at = _qubits - 1 - wires[k], bit = (bits >> (wires.Length - 1 - k)) % 2;
            state = state - ((state >> at) % 2 << at) + (bit << at);
        }

        return state;
    }
}
