using System.Numerics;

namespace QuantumCluster.Oracle;

/// <summary>A dense state vector of one sample. Qubit 0 is the first, most significant, bit of a basis state.</summary>
public sealed class ReferenceState
{
    private readonly int _qubits;
    private Complex[] _amplitudes;

    /// <summary>All qubits in |0⟩.</summary>
    public ReferenceState(int qubits)
    {
        _qubits = qubits;
        _amplitudes = new Complex[1 << qubits];
        _amplitudes[0] = 1;
    }

    private ReferenceState(int qubits, Complex[] amplitudes) => (_qubits, _amplitudes) = (qubits, amplitudes);

    public IReadOnlyList<Complex> Amplitudes => _amplitudes;

    public ReferenceState Copy() => new(_qubits, [.. _amplitudes]);

    public ReferenceState Apply(string gate, double angle, params int[] wires) => Apply(ReferenceGates.Matrix(gate, angle), wires);

    /// <summary>Multiplies by a matrix on <paramref name="wires"/>; the first wire is the most significant bit of the matrix' index.</summary>
    public ReferenceState Apply(Complex[,] matrix, params int[] wires)
    {
        if (matrix.GetLength(0) != 1 << wires.Length) throw new ArgumentException($"A matrix of {matrix.GetLength(0)} rows on {wires.Length} wires.");
        var result = new Complex[_amplitudes.Length];
        for (int row = 0; row < result.Length; row++)
        {
            int matrixRow = 0;
            foreach (int wire in wires) matrixRow = 2 * matrixRow + Bit(row, wire);
            for (int column = 0; column < matrix.GetLength(1); column++)
            {
                Complex entry = matrix[matrixRow, column];
                if (entry == Complex.Zero) continue;
                int from = row;
                for (int k = 0; k < wires.Length; k++) from = With(from, wires[k], (column >> (wires.Length - 1 - k)) % 2);
                result[row] += entry * _amplitudes[from];
            }
        }

        _amplitudes = result;
        return this;
    }

    public double[] Probabilities() => [.. _amplitudes.Select(a => a.Real * a.Real + a.Imaginary * a.Imaginary)];

    /// <summary>The distribution of the listed qubits, the first of them as the most significant bit.</summary>
    public double[] Marginal(params int[] qubits)
    {
        var marginal = new double[1 << qubits.Length];
        double[] all = Probabilities();
        for (int k = 0; k < all.Length; k++)
        {
            int index = 0;
            foreach (int q in qubits) index = 2 * index + Bit(k, q);
            marginal[index] += all[k];
        }

        return marginal;
    }

    /// <summary>⟨ψ|P|ψ⟩, character q of <paramref name="pauli"/> acting on qubit q.</summary>
    public double Expectation(string pauli)
    {
        if (pauli.Length != _qubits) throw new ArgumentException($"{pauli} on {_qubits} qubits.");
        ReferenceState turned = Copy();
        for (int q = 0; q < _qubits; q++)
            if (pauli[q] != 'I') turned.Apply(pauli[q].ToString(), 0, q);
        Complex sum = 0;
        for (int k = 0; k < _amplitudes.Length; k++) sum += Complex.Conjugate(_amplitudes[k]) * turned._amplitudes[k];
        return sum.Real;
    }

    private int Bit(int state, int qubit) => (state >> (_qubits - 1 - qubit)) % 2;

    private int With(int state, int qubit, int bit) => state + ((bit - Bit(state, qubit)) << (_qubits - 1 - qubit));
}
