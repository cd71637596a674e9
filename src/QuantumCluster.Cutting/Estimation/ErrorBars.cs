using System.Collections.Immutable;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Cutting.Plans;
using QuantumCluster.Cutting.Reconstruction;

namespace QuantumCluster.Cutting.Estimation;

/// <summary>
/// The variance of reconstructed outputs when variants are sampled: what each variant's multinomial counts contribute, through the derivative
/// of the output by its frequencies (the transposed contraction, at the measured values). Variants and fragments are independent, so
/// contributions add: Var(o) = Σ_variants (Σ_j g_j² p_j − (Σ_j g_j p_j)²) / shots.
/// </summary>
/// <remarks>
/// To first order in 1/shots. Of the products of two fragments' errors, which are of second order, the plug-in takes in twice what there is:
/// the frequencies in the derivatives scatter too. So with very few shots the bars are a little wide, never narrow for that reason. The probabilities
/// p are the counts with <see cref="Prior"/> of a count added to each: a rare outcome that never came up does not make a bar vanish.
/// The work is one transposed contraction per output: for readouts of some thousand numbers.
/// </remarks>
public static class ErrorBars
{
    /// <summary>Most outputs per sample for which error bars are worked out.</summary>
    public const int OutputLimit = 4096;

    /// <summary>Between nothing, which calls what never came up impossible, and the half count of Jeffreys, which widens the bars of readouts with many small probabilities.</summary>
    private const double Prior = 0.25;

    /// <summary>Outputs taken together.</summary>
    private const int Columns = 256;

    /// <param name="measured">Relative frequencies, before any map.</param>
    /// <param name="shots">By which they were measured, one entry per fragment.</param>
    /// <param name="maps">What stands between them and the reconstruction, in order.</param>
    /// <returns>[samples, outputs], row-major: the variance of each output.</returns>
    public static double[] Variances(CutPlan plan, FragmentTensors measured, ImmutableArray<VariantShots> shots, params ReadOnlySpan<IFrequencyMap> maps)
    {
        var variances = new double[measured.Samples * plan.OutputCount];
        ImmutableArray<IFrequencyMap> all = [.. maps];
        Walk(plan, measured, all, shots, (sample, first, count, cotangents, column) =>
        {
            var sums = new double[count];
            for (int f = 0; f < plan.Fragments.Length; f++)
            {
                for (int v = 0; v < plan.Fragments[f].Program.Variants.Length; v++)
                {
                    double[] ofOneShot = OfOneShot(plan.Fragments[f], v, column[f], cotangents.Fragments[f], count);
                    for (int k = 0; k < count; k++) sums[k] += ofOneShot[k] / shots[f][v];
                }

                foreach (IFrequencyMap map in all) map.AddOwnVariance(f, column[f], cotangents.Fragments[f], sums);
            }

            sums.CopyTo(variances, sample * plan.OutputCount + first);
        });
        return variances;
    }

    /// <summary>What one shot of each variant contributes to the squared error, summed over outputs and averaged over samples: what shots are to be shared out by.</summary>
    /// <returns>[fragment][variant].</returns>
    /// <inheritdoc cref="Variances"/>
    public static double[][] OfOneShot(CutPlan plan, FragmentTensors measured, ImmutableArray<VariantShots> shots, params ReadOnlySpan<IFrequencyMap> maps)
    {
        double[][] totals = [.. plan.Fragments.Select(f => new double[f.Program.Variants.Length])];
        Walk(plan, measured, [.. maps], shots, (_, _, count, cotangents, column) =>
        {
            for (int f = 0; f < totals.Length; f++)
                for (int v = 0; v < totals[f].Length; v++)
                    foreach (double variance in OfOneShot(plan.Fragments[f], v, column[f], cotangents.Fragments[f], count)) totals[f][v] += variance / measured.Samples;
        });
        return totals;
    }

    /// <exception cref="ArgumentException">The readout has too many numbers.</exception>
    public static void RequireFits(CutPlan plan)
    {
        if (plan.OutputCount > OutputLimit)
            throw new ArgumentException($"The readout has {plan.OutputCount} numbers, and error bars are worked out for at most {OutputLimit}; ask for a marginal of fewer qubits.");
    }

    /// <summary>Derivatives of blocks of outputs by every measured frequency, for each sample.</summary>
    private static void Walk(CutPlan plan, FragmentTensors measured, ImmutableArray<IFrequencyMap> maps, ImmutableArray<VariantShots> shots, Action<int, int, int, FragmentTensors, double[][]> block)
    {
        RequireFits(plan);
        if (shots.Length != plan.Fragments.Length) throw new ArgumentException($"The plan has {plan.Fragments.Length} fragments; shots for {shots.Length} were given.", nameof(shots));
        FragmentTensors smoothed = Smoothed(plan, measured, shots), mapped = maps.Aggregate(smoothed, (tensors, map) => map.Apply(tensors));
        for (int s = 0; s < measured.Samples; s++)
        {
            double[][] column = [.. smoothed.Fragments.Select(table => Column(table, measured.Samples, s))];
            for (int first = 0; first < plan.OutputCount; first += Columns)
            {
                int count = Math.Min(Columns, plan.OutputCount - first);
                var single = new double[count * plan.OutputCount];
                for (int k = 0; k < count; k++) single[k * plan.OutputCount + first + k] = 1;
                var repeated = new FragmentTensors([.. mapped.Fragments.Select(table => Repeated(Column(table, measured.Samples, s), count))], count);
                FragmentTensors cotangents = Contraction.Transpose(plan, repeated, single);
                for (int m = maps.Length - 1; m >= 0; m--) cotangents = maps[m].Transpose(cotangents);
                block(s, first, count, cotangents, column);
            }
        }
    }

    /// <returns>[column]: Σ g² p − (Σ g p)².</returns>
    private static double[] OfOneShot(FragmentPlan fragment, int variant, double[] probabilities, double[] cotangents, int columns)
    {
        int outcomes = fragment.Program.OutcomeCount;
        double[] means = new double[columns], squares = new double[columns];
        for (int o = 0; o < outcomes; o++)
        {
            int row = variant * outcomes + o;
            double p = probabilities[row];
            ReadOnlySpan<double> g = cotangents.AsSpan(row * columns, columns);
            for (int k = 0; k < columns; k++)
            {
                double weighted = g[k] * p;
                means[k] += weighted;
                squares[k] += g[k] * weighted;
            }
        }

        for (int k = 0; k < columns; k++) squares[k] = Math.Max(0, squares[k] - means[k] * means[k]);
        return squares;
    }

    private static FragmentTensors Smoothed(CutPlan plan, FragmentTensors measured, ImmutableArray<VariantShots> shots) => new([.. measured.Fragments.Select((table, f) =>
    {
        int outcomes = plan.Fragments[f].Program.OutcomeCount, perVariant = outcomes * measured.Samples;
        var smoothed = new double[table.Length];
        for (int i = 0; i < table.Length; i++) smoothed[i] = (table[i] * shots[f][i / perVariant] + Prior) / (shots[f][i / perVariant] + Prior * outcomes);
        return smoothed;
    })], measured.Samples);

    private static double[] Column(double[] table, int samples, int sample)
    {
        var column = new double[table.Length / samples];
        for (int row = 0; row < column.Length; row++) column[row] = table[row * samples + sample];
        return column;
    }

    private static double[] Repeated(double[] column, int times)
    {
        var table = new double[column.Length * times];
        for (int row = 0; row < column.Length; row++) table.AsSpan(row * times, times).Fill(column[row]);
        return table;
    }
}
