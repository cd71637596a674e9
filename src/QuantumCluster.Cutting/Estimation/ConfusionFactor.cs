namespace QuantumCluster.Cutting.Estimation;

/// <summary>How readings of some neighbouring bits of an outcome are confused, independently of the other bits.</summary>
public sealed class ConfusionFactor
{
    /// <param name="bits">At least 1.</param>
    /// <param name="bitsAfter">Less significant bits of the outcome.</param>
    /// <param name="confusion">[read, true], row-major: the chance to read the one when the other is true. Columns sum to 1.</param>
    /// <exception cref="ArgumentException">The matrix has no inverse that is of use: readings say next to nothing about the truth.</exception>
    public ConfusionFactor(int bits, int bitsAfter, double[] confusion)
    {
        (Bits, BitsAfter, Confusion) = (bits, bitsAfter, confusion);
        Inverse = MatrixInverse.Of(confusion, 1 << bits);
        InverseTransposed = new double[Inverse.Length];
        for (int i = 0; i < 1 << bits; i++)
            for (int j = 0; j < 1 << bits; j++) InverseTransposed[(j << bits) + i] = Inverse[(i << bits) + j];
    }

    public int Bits { get; }

    public int BitsAfter { get; }

    /// <summary>[read, true], row-major.</summary>
    public double[] Confusion { get; }

    internal double[] Inverse { get; }

    internal double[] InverseTransposed { get; }
}
