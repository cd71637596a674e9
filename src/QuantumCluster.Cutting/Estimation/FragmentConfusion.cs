using System.Collections.Immutable;

namespace QuantumCluster.Cutting.Estimation;

/// <summary>How readings of a fragment's measured qubits are confused: a product of factors over neighbouring bits, each of which may be one qubit or all of them.</summary>
public sealed class FragmentConfusion
{
    private readonly double[][] _prepared;
    private readonly int _shots;

    private FragmentConfusion(int bits, ImmutableArray<ConfusionFactor> factors, double[][] prepared, int shots) => (Bits, Factors, _prepared, _shots) = (bits, factors, prepared, shots);

    /// <summary>Measured qubits.</summary>
    public int Bits { get; }

    public ImmutableArray<ConfusionFactor> Factors { get; }

    /// <summary>A confusion that is known exactly.</summary>
    /// <param name="perQubit">For each measured qubit, the most significant first: the chance to read 1 when 0 is true, and to read 0 when 1 is true.</param>
    /// <exception cref="ArgumentException">A qubit's readings say next to nothing.</exception>
    public static FragmentConfusion Known(params ReadOnlySpan<(double OneAtZero, double ZeroAtOne)> perQubit)
    {
        var factors = ImmutableArray.CreateBuilder<ConfusionFactor>();
        for (int q = 0; q < perQubit.Length; q++)
        {
            (double one, double zero) = perQubit[q];
            factors.Add(new(1, perQubit.Length - 1 - q, [1 - one, zero, one, 1 - zero]));
        }

        return new(perQubit.Length, factors.ToImmutable(), [], 0);
    }

    /// <summary>Qubit by qubit, from what was read when all were |0⟩ and when all were |1⟩.</summary>
    /// <param name="allZero">[outcome]: relative frequencies.</param>
    /// <param name="allOne">[outcome].</param>
    /// <param name="shots">By which each was measured.</param>
    /// <exception cref="ArgumentException">A qubit's readings say next to nothing.</exception>
    public static FragmentConfusion PerQubit(int bits, double[] allZero, double[] allOne, int shots)
    {
        var factors = ImmutableArray.CreateBuilder<ConfusionFactor>();
        for (int after = bits - 1; after >= 0; after--)
        {
            double one = OnesAt(allZero, after), zero = 1 - OnesAt(allOne, after);
            factors.Add(new(1, after, [1 - one, zero, one, 1 - zero]));
        }

        return new(bits, factors.ToImmutable(), [allZero, allOne], shots);
    }

    /// <summary>All measured qubits together, from what was read of every basis state.</summary>
    /// <param name="read">[state][outcome]: relative frequencies.</param>
    /// <inheritdoc cref="PerQubit"/>
    public static FragmentConfusion Full(int bits, double[][] read, int shots)
    {
        var confusion = new double[1 << (2 * bits)];
        for (int state = 0; state < read.Length; state++)
            for (int outcome = 0; outcome < read.Length; outcome++) confusion[(outcome << bits) + state] = read[state][outcome];
        return new(bits, bits == 0 ? [] : [new ConfusionFactor(bits, 0, confusion)], read, shots);
    }

    /// <summary>
    /// The variance that the calibration's own shots bring: by d(C⁻¹) = −C⁻¹ dC C⁻¹ an output changes by −hᵀ dC φ, with h the cotangents of what
    /// was measured and φ the frequencies with this factor undone; and what was read of a prepared state is one multinomial.
    /// </summary>
    internal void AddVariance(int variants, ReadOnlySpan<double> measured, double[] cotangents, double[] variances)
    {
        if (_prepared.Length == 0 || Factors.IsEmpty) return;
        int columns = variances.Length, outcomes = 1 << Bits;
        // coefficients[state][outcome, column]: the derivative of each output by what was read of a prepared state.
        double[][] coefficients = [.. _prepared.Select(_ => new double[outcomes * columns])];
        foreach (ConfusionFactor factor in Factors)
        {
            double[] undone = measured.ToArray();
            BitFactor.Apply(factor.Inverse, factor.Bits, factor.BitsAfter, undone, 1);
            int size = 1 << factor.Bits, mask = (size - 1) << factor.BitsAfter;
            var derivative = new double[size * size * columns]; // [read, true, column]
            for (int row = 0; row < undone.Length; row++)
                for (int truth = 0; truth < size; truth++)
                {
                    double phi = undone[(row & ~mask) | (truth << factor.BitsAfter)];
                    int cell = (((row & mask) >> factor.BitsAfter) * size + truth) * columns;
                    for (int k = 0; k < columns; k++) derivative[cell + k] -= cotangents[row * columns + k] * phi;
                }

            for (int state = 0; state < coefficients.Length; state++)
            {
                int truth = factor.Bits == Bits && coefficients.Length == size ? state : state == 0 ? 0 : size - 1;
                for (int outcome = 0; outcome < outcomes; outcome++)
                {
                    int cell = (((outcome & mask) >> factor.BitsAfter) * size + truth) * columns;
                    for (int k = 0; k < columns; k++) coefficients[state][outcome * columns + k] += derivative[cell + k];
                }
            }
        }

        for (int state = 0; state < coefficients.Length; state++)
            for (int k = 0; k < columns; k++)
            {
                double mean = 0, square = 0;
                for (int outcome = 0; outcome < outcomes; outcome++)
                {
                    double c = coefficients[state][outcome * columns + k], p = _prepared[state][outcome];
                    mean += c * p;
                    square += c * c * p;
                }

                variances[k] += Math.Max(0, square - mean * mean) / _shots;
            }
    }

    private static double OnesAt(double[] frequencies, int bit)
    {
        double sum = 0;
        for (int o = 0; o < frequencies.Length; o++)
            if (((o >> bit) & 1) != 0) sum += frequencies[o];
        return sum;
    }
}
