using System.Collections.Immutable;
using System.Runtime.InteropServices;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Cutting.Plans;

namespace QuantumCluster.Cutting.Estimation;

/// <summary>
/// What the variants of a fragment have in common, measured once: the six preparations of a leg are affine functions of four (|0⟩ and |1⟩
/// together, |+⟩ and |−⟩ together and |i⟩ and |−i⟩ together all give the same), and the three settings of a leg agree on everything else. The
/// frequencies are replaced by the nearest ones that obey this, by least squares with each variant weighted by its shots: linear, so unbiased,
/// and with less variance the more variants there are to spare (`paper` and `table`; `golden` has none). What linear inversion is to the
/// maximum-likelihood fragment tomography of Perlin et al., npj Quantum Inf. 7, 64 (2021). Holds for devices whose preparations and settings
/// are what they are called; with noise it averages over their faults.
/// </summary>
public sealed class ConsistentFrequencies : IFrequencyMap
{
    private readonly CutPlan _plan;
    private readonly double[][][] _maps; // [fragment][readout group] → [(variant, leg outcome), (variant, leg outcome)]

    /// <param name="shots">Of each fragment's variants, by which they are weighted.</param>
    public ConsistentFrequencies(CutPlan plan, ImmutableArray<VariantShots> shots)
    {
        _plan = plan;
        _maps = [.. plan.Fragments.Select((f, i) => MapsOf(plan, f, shots[i]))];
    }

    public FragmentTensors Apply(FragmentTensors frequencies) => Each(frequencies, transposed: false);

    public FragmentTensors Transpose(FragmentTensors cotangents) => Each(cotangents, transposed: true);

    private static double[][] MapsOf(CutPlan plan, FragmentPlan fragment, VariantShots shots)
    {
        double[,] design = LegDesign.Of(plan, fragment);
        int rows = design.GetLength(0), legOutcomes = 1 << fragment.Fragment.Leaving.Length, perGroup = fragment.VariantsPerGroup;
        if (rows == design.GetLength(1)) return []; // nothing to spare
        return [.. Enumerable.Range(0, fragment.Program.Variants.Length / perGroup).Select(g =>
            LeastSquares.Projection(design, [.. Enumerable.Range(0, rows).Select(r => (double)shots[g * perGroup + r / legOutcomes])]))];
    }

    private FragmentTensors Each(FragmentTensors tensors, bool transposed)
    {
        double[][] tables = [.. tensors.Fragments.Select((table, f) => _maps[f].Length == 0 ? table : Mapped(f, table, tensors.Samples, transposed))];
        return new(ImmutableCollectionsMarshal.AsImmutableArray(tables), tensors.Samples);
    }

    private double[] Mapped(int fragment, double[] table, int samples, bool transposed)
    {
        FragmentPlan plan = _plan.Fragments[fragment];
        int outcomes = plan.Program.OutcomeCount, legOutcomes = 1 << plan.Fragment.Leaving.Length, rows = plan.VariantsPerGroup * legOutcomes;
        var mapped = new double[table.Length];
        for (int g = 0; g < _maps[fragment].Length; g++)
        {
            double[] map = _maps[fragment][g];
            int group = g * plan.VariantsPerGroup * outcomes;
            for (int read = 0; read < outcomes; read += legOutcomes)
                for (int i = 0; i < rows; i++)
                {
                    Span<double> to = mapped.AsSpan((group + i / legOutcomes * outcomes + read + i % legOutcomes) * samples, samples);
                    for (int j = 0; j < rows; j++)
                    {
                        double factor = transposed ? map[j * rows + i] : map[i * rows + j];
                        if (factor == 0) continue;
                        ReadOnlySpan<double> from = table.AsSpan((group + j / legOutcomes * outcomes + read + j % legOutcomes) * samples, samples);
                        for (int s = 0; s < to.Length; s++) to[s] += factor * from[s];
                    }
                }
        }

        return mapped;
    }
}
