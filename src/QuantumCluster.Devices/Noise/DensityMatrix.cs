using System.Numerics;
using QuantumCluster.Devices.Profiles;
using QuantumCluster.Devices.Transpiling;

namespace QuantumCluster.Devices.Noise;

/// <summary>One sample's density matrix, 2^n × 2^n, and one event after another. Place 0 is the most significant bit of a row.</summary>
internal sealed class DensityMatrix
{
    private readonly int _qubits;
    private Complex[,] _rho;

    /// <summary>All qubits in |0⟩.</summary>
    public DensityMatrix(int qubits)
    {
        _qubits = qubits;
        _rho = new Complex[1 << qubits, 1 << qubits];
        _rho[0, 0] = 1;
    }

    public Complex this[int row, int column] => _rho[row, column];

    /// <param name="inputs">Of this sample.</param>
    public void Apply(NoiseEvent happened, Entangler entangler, GateErrors errors, double[] weights, double[] inputs)
    {
        switch (happened)
        {
            case NoiseEvent.Turned turned:
                Apply([Channels.Turned(turned, weights, inputs)], turned.Place);
                break;
            case NoiseEvent.Entangled entangled:
                Apply([Entangling.Of(entangler).Matrix], entangled.First, entangled.Second);
                break;
            case NoiseEvent.Idled idled:
                Apply(Channels.Relaxing(errors.Waiting(idled.Place, idled.Seconds)), idled.Place);
                break;
            case NoiseEvent.LocalError local:
                Apply(Channels.Relaxing(errors.DuringLocal(local.Place)), local.Place);
                Apply(Channels.Depolarising(errors.Depolarising(local.Place), 1), local.Place);
                break;
            case NoiseEvent.PairError pair:
                Apply(Channels.Relaxing(errors.DuringPair(pair.First)), pair.First);
                Apply(Channels.Relaxing(errors.DuringPair(pair.Second)), pair.Second);
                Apply(Channels.Depolarising(errors.Depolarising(pair.First, pair.Second), 2), pair.First, pair.Second);
                break;
        }
    }

    /// <param name="kraus">Operators on <paramref name="places"/>, the first of them the most significant bit of their rows.</param>
    public void Apply(IEnumerable<Complex[,]> kraus, params ReadOnlySpan<int> places)
    {
        int size = 1 << _qubits;
        var sum = new Complex[size, size];
        foreach (Complex[,] k in kraus)
        {
            Complex[,] left = new Complex[size, size]; // K ρ
            for (int row = 0; row < size; row++)
                for (int m = 0; m < k.GetLength(1); m++)
                {
                    Complex factor = k[Bits(row, places), m];
                    int from = With(row, places, m);
                    for (int column = 0; factor != 0 && column < size; column++) left[row, column] += factor * _rho[from, column];
                }

            for (int column = 0; column < size; column++)
                for (int m = 0; m < k.GetLength(1); m++)
                {
                    Complex factor = Complex.Conjugate(k[Bits(column, places), m]);
                    int from = With(column, places, m);
                    for (int row = 0; factor != 0 && row < size; row++) sum[row, column] += factor * left[row, from];
                }
        }

        _rho = sum;
    }

    /// <summary>The chance of every basis state.</summary>
    public double[] Populations() => [.. Enumerable.Range(0, 1 << _qubits).Select(k => _rho[k, k].Real)];

    private int Bits(int state, ReadOnlySpan<int> places)
    {
        int bits = 0;
        foreach (int place in places) bits = 2 * bits + ((state >> (_qubits - 1 - place)) & 1);
        return bits;
    }

    private int With(int state, ReadOnlySpan<int> places, int bits)
    {
        for (int k = 0; k < places.Length; k++)
        {
            int at = _qubits - 1 - places[k];
            state = (state & ~(1 << at)) | (((bits >> (places.Length - 1 - k)) & 1) << at);
        }

        return state;
    }
}
