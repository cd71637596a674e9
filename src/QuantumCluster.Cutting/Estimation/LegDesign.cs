using System.Collections.Immutable;
using QuantumCluster.Cutting.Plans;
using QuantumCluster.Cutting.Variants;

namespace QuantumCluster.Cutting.Estimation;

/// <summary>
/// How what a fragment's variants measure depends on what there is to know: for each leaving leg 1 and the axes that its settings measure, with
/// P(m | setting) = (1 ± axis)/2; for each entering leg 1 and the axes of its preparations, with the state (I + r·σ)/2.
/// </summary>
internal static class LegDesign
{
    /// <returns>Rows (variant of one readout group, outcome of the leaving legs): the unknowns that each depends on, for fixed read bits; and how many there are.</returns>
    public static ((int Unknown, double Factor)[][] Rows, int Unknowns) Of(CutPlan plan, FragmentPlan fragment)
    {
        ImmutableArray<VariantSet> leaving = [.. fragment.Fragment.Leaving.Select(l => plan.SetOfCut[l.Cut])], entering = [.. fragment.Fragment.Entering.Select(l => plan.SetOfCut[l.Cut])];
        Basis[][] measured = [.. leaving.Select(s => s.Settings.Distinct().Order().ToArray())], prepared = [.. entering.Select(s => s.Preparations.Select(AxisOf).Distinct().Order().ToArray())];
        int legOutcomes = 1 << leaving.Length, columns = measured.Concat(prepared).Aggregate(1, (n, axes) => n * (1 + axes.Length));
        return ([.. Enumerable.Range(0, fragment.VariantsPerGroup * legOutcomes).Select(row => Enumerable.Range(0, columns).Select(column => (column, Entry(row, column))).Where(e => e.Item2 != 0).ToArray())], columns);

        double Entry(int row, int column)
        {
            // Legs as digits: the last varies fastest, as in the program's variants and outcomes.
            int variant = row / legOutcomes, outcome = row % legOutcomes, unknown = column;
            double factor = 1;
            for (int l = prepared.Length - 1; l >= 0; l--)
            {
                Preparation preparation = entering[l].Preparations[variant % entering[l].Preparations.Length];
                factor *= Prepared(preparation, prepared[l], unknown % (1 + prepared[l].Length));
                (variant, unknown) = (variant / entering[l].Preparations.Length, unknown / (1 + prepared[l].Length));
            }

            for (int l = measured.Length - 1; l >= 0; l--)
            {
                Basis setting = leaving[l].Settings[variant % leaving[l].Settings.Length];
                factor *= Measured(setting, outcome & 1, measured[l], unknown % (1 + measured[l].Length));
                (variant, outcome, unknown) = (variant / leaving[l].Settings.Length, outcome >> 1, unknown / (1 + measured[l].Length));
            }

            return factor;
        }
    }

    private static double Measured(Basis setting, int outcome, Basis[] axes, int unknown) =>
        unknown == 0 ? 0.5 : axes[unknown - 1] != setting ? 0 : outcome == 0 ? 0.5 : -0.5;

    private static double Prepared(Preparation preparation, Basis[] axes, int unknown) =>
        unknown == 0 ? 1 : axes[unknown - 1] != AxisOf(preparation) ? 0 : preparation is Preparation.Zero or Preparation.Plus or Preparation.PlusI ? 1 : -1;

    private static Basis AxisOf(Preparation preparation) => preparation switch
    {
        Preparation.Zero or Preparation.One => Basis.Z,
        Preparation.Plus or Preparation.Minus => Basis.X,
        _ => Basis.Y,
    };
}
