using System.Collections.Immutable;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Cutting.Plans;
using QuantumCluster.Cutting.Variants;

namespace QuantumCluster.Cutting.Estimation;

/// <summary>How a number of shots is shared out over the variants of a plan. Pure; every variant gets at least one, and the sum is the number given.</summary>
public static class ShotAllocation
{
    /// <summary>Every variant as often as any other, to one shot.</summary>
    /// <exception cref="ArgumentException">There are fewer shots than variants, or more than can be counted.</exception>
    public static ImmutableArray<VariantShots> Uniform(CutPlan plan, long shots) =>
        Proportional(plan, shots, [.. plan.Fragments.Select(f => Enumerable.Repeat(1.0, f.Program.Variants.Length).ToArray())]);

    /// <summary>By the sum of the sizes of a variant's coefficients in the terms that use it (<see cref="VariantSet.Out"/>, <see cref="VariantSet.In"/>): known before anything is measured.</summary>
    /// <inheritdoc cref="Uniform"/>
    public static ImmutableArray<VariantShots> ByWeight(CutPlan plan, long shots) => Proportional(plan, shots, [.. plan.Fragments.Select(f => Weights(plan, f))]);

    /// <summary>By the square root of what one shot of a variant contributes to the squared error, which makes the whole error the smallest (J. Neyman, 1934).</summary>
    /// <param name="ofOneShot">[fragment][variant], as <see cref="ErrorBars.OfOneShot(CutPlan, FragmentTensors, ImmutableArray{VariantShots}, ReadOnlySpan{IFrequencyMap})"/> gives it.</param>
    /// <inheritdoc cref="Uniform"/>
    public static ImmutableArray<VariantShots> ByVariance(CutPlan plan, long shots, double[][] ofOneShot) =>
        Proportional(plan, shots, [.. ofOneShot.Select(f => Array.ConvertAll(f, Math.Sqrt))]);

    /// <summary>What is to come after <paramref name="done"/> so that in all the shots are as <paramref name="wanted"/>: nobody gives back shots that were too many.</summary>
    /// <inheritdoc cref="Uniform"/>
    public static ImmutableArray<VariantShots> Rest(CutPlan plan, long shots, ImmutableArray<VariantShots> wanted, ImmutableArray<VariantShots> done) =>
        Proportional(plan, shots, [.. plan.Fragments.Select((f, i) => Enumerable.Range(0, f.Program.Variants.Length).Select(v => (double)Math.Max(0, wanted[i][v] - done[i][v])).ToArray())]);

    /// <summary>Both together.</summary>
    public static ImmutableArray<VariantShots> Sum(CutPlan plan, ImmutableArray<VariantShots> a, ImmutableArray<VariantShots> b) =>
        [.. plan.Fragments.Select((f, i) => new VariantShots([.. Enumerable.Range(0, f.Program.Variants.Length).Select(v => checked(a[i][v] + b[i][v]))]))];

    private static ImmutableArray<VariantShots> Proportional(CutPlan plan, long shots, double[][] shares)
    {
        int variants = plan.VariantCount;
        if (shots < variants) throw new ArgumentException($"{shots} shots are to be shared by {variants} variants, and each needs at least one; give at least {variants}.", nameof(shots));
        double[] flat = [.. shares.SelectMany(f => f)];
        double total = 0;
        foreach (double share in flat) total += share;
        if (!(total > 0)) (flat, total) = ([.. flat.Select(_ => 1.0)], flat.Length);
        // One each, and of the rest whole shots by share; what rounding leaves over goes to the largest remainders, the first first.
        long rest = shots - variants, given = 0;
        var each = new long[flat.Length];
        var remainder = new double[flat.Length];
        for (int i = 0; i < flat.Length; i++)
        {
            double exact = rest * (flat[i] / total);
            each[i] = (long)exact;
            remainder[i] = exact - each[i];
            given += each[i];
        }

        int[] order = [.. Enumerable.Range(0, flat.Length).OrderByDescending(i => remainder[i]).ThenBy(i => i)];
        for (int i = 0; given < rest; i = (i + 1) % order.Length, given++) each[order[i]]++;
        for (int i = 0; given > rest; i = (i + 1) % order.Length)
            if (each[order[^(i + 1)]] > 0) (each[order[^(i + 1)]], given) = (each[order[^(i + 1)]] - 1, given - 1);
        if (each.Max() >= int.MaxValue) throw new ArgumentException($"{shots} shots are more than can be counted; give at most {int.MaxValue}.", nameof(shots));

        int at = 0;
        return [.. shares.Select(f => new VariantShots([.. f.Select(_ => (int)each[at++] + 1)]))];
    }

    private static double[] Weights(CutPlan plan, FragmentPlan fragment)
    {
        double[][] legs =
        [
            .. fragment.Fragment.Leaving.Select(l => plan.SetOfCut[l.Cut]).Select(set => set.Settings.Select((_, s) =>
                Enumerable.Range(0, set.BondDimension).Sum(t => (Math.Abs(set.Out(t, s, 0)) + Math.Abs(set.Out(t, s, 1))) / 2)).ToArray()),
            .. fragment.Fragment.Entering.Select(l => plan.SetOfCut[l.Cut]).Select(set => set.Preparations.Select((_, p) =>
                Enumerable.Range(0, set.BondDimension).Sum(t => Math.Abs(set.In(t, p)))).ToArray()),
        ];
        double[] group = legs.Aggregate<double[], double[]>([1.0], (all, leg) => [.. all.SelectMany(a => leg.Select(w => a * w))]);
        return [.. Enumerable.Range(0, fragment.Program.Variants.Length).Select(v => group[v % group.Length])];
    }
}
