using System.Numerics;

namespace QuantumCluster.Oracle;

/// <summary>Full matrices by gate name: 2×2, or 4×4 on |first wire, second wire⟩, where the first wire of a controlled gate is its control.</summary>
public static class ReferenceGates
{
    private static readonly Complex I = Complex.ImaginaryOne;

    public static Complex[,] Matrix(string name, double t) => name switch
    {
        "H" => Scaled(1 / Math.Sqrt(2), new Complex[,] { { 1, 1 }, { 1, -1 } }),
        "X" => new Complex[,] { { 0, 1 }, { 1, 0 } },
        "Y" => new Complex[,] { { 0, -I }, { I, 0 } },
        "Z" => new Complex[,] { { 1, 0 }, { 0, -1 } },
        "S" => new Complex[,] { { 1, 0 }, { 0, I } },
        "S†" => new Complex[,] { { 1, 0 }, { 0, -I } },
        "RX" => new Complex[,] { { Math.Cos(t / 2), -I * Math.Sin(t / 2) }, { -I * Math.Sin(t / 2), Math.Cos(t / 2) } },
        "RY" => new Complex[,] { { Math.Cos(t / 2), -Math.Sin(t / 2) }, { Math.Sin(t / 2), Math.Cos(t / 2) } },
        "RZ" => new Complex[,] { { Complex.Exp(-I * t / 2), 0 }, { 0, Complex.Exp(I * t / 2) } },
        "CNOT" => new Complex[,] { { 1, 0, 0, 0 }, { 0, 1, 0, 0 }, { 0, 0, 0, 1 }, { 0, 0, 1, 0 } },
        "CRY" => new Complex[,]
        {
            { 1, 0, 0, 0 },
            { 0, 1, 0, 0 },
            { 0, 0, Math.Cos(t / 2), -Math.Sin(t / 2) },
            { 0, 0, Math.Sin(t / 2), Math.Cos(t / 2) },
        },
        "CRZ" => new Complex[,]
        {
            { 1, 0, 0, 0 },
            { 0, 1, 0, 0 },
            { 0, 0, Complex.Exp(-I * t / 2), 0 },
            { 0, 0, 0, Complex.Exp(I * t / 2) },
        },
        _ => throw new ArgumentException($"The oracle knows no gate {name}."),
    };

    private static Complex[,] Scaled(double factor, Complex[,] matrix)
    {
        for (int r = 0; r < matrix.GetLength(0); r++)
            for (int c = 0; c < matrix.GetLength(1); c++) matrix[r, c] *= factor;
        return matrix;
    }
}
