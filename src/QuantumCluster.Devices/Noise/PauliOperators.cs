using System.Numerics;

namespace QuantumCluster.Devices.Noise;

/// <summary>The Pauli operators as matrices, by number: I, X, Y, Z, and their products on two qubits. Not to be written to.</summary>
internal static class PauliOperators
{
    private static readonly Complex[][,] Single =
    [
        new Complex[,] { { 1, 0 }, { 0, 1 } },
        new Complex[,] { { 0, 1 }, { 1, 0 } },
        new Complex[,] { { 0, -Complex.ImaginaryOne }, { Complex.ImaginaryOne, 0 } },
        new Complex[,] { { 1, 0 }, { 0, -1 } },
    ];

    private static readonly Complex[][,] Double = [.. Enumerable.Range(0, 16).Select(number => Product(Single[number / 4], Single[number % 4]))];

    /// <summary>2×2.</summary>
    public static Complex[,] One(int number) => Single[number];

    /// <summary>4×4 on |first, second⟩; the number is 4 · first + second.</summary>
    public static Complex[,] Pair(int number) => Double[number];

    private static Complex[,] Product(Complex[,] first, Complex[,] second)
    {
        var product = new Complex[4, 4];
        for (int r = 0; r < 4; r++)
            for (int c = 0; c < 4; c++) product[r, c] = first[r / 2, c / 2] * second[r % 2, c % 2];
        return product;
    }
}
