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
    private readonly LeastSquares[][] _maps; // [fragment][readout group], over (variant, leg outcome)

    /// <summary>Most cut wires of one fragment.</summary>
    public const int LegLimit = 5;

    /// <param name="shots">Of each fragment's variants, by which they are weighted.</param>
    /// <exception cref="ArgumentException">A fragment has too many cut wires.</exception>
    public ConsistentFrequencies(CutPlan plan, ImmutableArray<VariantShots> shots)
    {
        RequireFits(plan);
        _plan = plan;
        _maps = [.. plan.Fragments.Select((f, i) => MapsOf(plan, f, shots[i]))];
    }

    /// <exception cref="ArgumentException">A fragment has too many cut wires.</exception>
    public static void RequireFits(CutPlan plan)
    {
        foreach (FragmentPlan fragment in plan.Fragments)
            if (fragment.Fragment.Leaving.Length + fragment.Fragment.Entering.Length is > LegLimit and var legs)
                throw new ArgumentException($"Fragment {fragment.Fragment.Index} has {legs} cut wires, which is 4^{legs} unknowns; least squares take at most {LegLimit} cut wires a fragment, so leave them out.");
    }

    public FragmentTensors Apply(FragmentTensors frequencies) => Each(frequencies, transposed: false);

    public FragmentTensors Transpose(FragmentTensors cotangents) => Each(cotangents, transposed: true);

    private static LeastSquares[] MapsOf(CutPlan plan, FragmentPlan fragment, VariantShots shots)
    {
        ((int, double)[][] design, int unknowns) = LegDesign.Of(plan, fragment);
        int legOutcomes = 1 << fragment.Fragment.Leaving.Length, perGroup = fragment.VariantsPerGroup;
        if (design.Length == unknowns) return []; // nothing to spare
        return [.. Enumerable.Range(0, fragment.Program.Variants.Length / perGroup).Select(g =>
            new LeastSquares(design, unknowns, [.. Enumerable.Range(0, design.Length).Select(r => (double)shots[g * perGroup + r / legOutcomes])]))];
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
        var values = new double[rows];
        for (int g = 0; g < _maps[fragment].Length; g++)
            for (int read = 0; read < outcomes; read += legOutcomes)
                for (int s = 0; s < samples; s++)
                {
                    for (int r = 0; r < rows; r++) values[r] = table[At(g, r, read) + s];
                    _maps[fragment][g].Apply(values, transposed);
                    for (int r = 0; r < rows; r++) mapped[At(g, r, read) + s] = values[r];
                }

        return mapped;

        int At(int group, int row, int read) => ((group * plan.VariantsPerGroup + row / legOutcomes) * outcomes + read + row % legOutcomes) * samples;
    }
}
