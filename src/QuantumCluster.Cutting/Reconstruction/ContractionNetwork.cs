using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using QuantumCluster.Circuits.Readouts;
using QuantumCluster.Cutting.Plans;

namespace QuantumCluster.Cutting.Reconstruction;

/// <summary>
/// What a plan's contraction does, worked out once per plan: how each fragment is reduced, in which order fragments join the
/// environment, and where the result's numbers go. A distribution takes one pass over the fragments that keeps their read bits; Pauli
/// strings take one pass each, over views in which the bits are already summed out with their signs.
/// </summary>
internal sealed class ContractionNetwork
{
    private static readonly ConditionalWeakTable<CutPlan, ContractionNetwork> Networks = [];

    private ContractionNetwork(CutPlan plan)
    {
        Rows = [.. plan.Fragments.Select(f => f.Program.Variants.Length * f.Program.OutcomeCount)];
        Reductions = [.. plan.Fragments.Select(f => new FragmentReduction(plan, f))];
        var steps = ImmutableArray.CreateBuilder<BondStep>();
        ImmutableArray<int> open = [];
        foreach (FragmentReduction reduction in Reductions)
        {
            var step = new BondStep(plan, open, reduction.Bonds);
            steps.Add(step);
            open = step.OpenAfter;
        }

        Steps = steps.ToImmutable();
        int[][] passes = plan.Request.Readout is Readout.Expectations expectations
            ? StringPasses(plan, expectations, out FragmentView[][] views)
            : DistributionPass(plan, out views);
        (Views, Passes) = (views, passes);
        RowOfOutput = plan.Request.Readout is Readout.Expectations ? [0] : RowsOfOutputs(plan);
        OutputsAreRows = RowOfOutput.Select((row, k) => row == k).All(same => same);
        EndsClosed = plan.Request.Readout is not Readout.Expectations && Steps[^1].Closes && Reductions[^1].HasPlainRows;
    }

    /// <summary>The network of a plan, made once.</summary>
    public static ContractionNetwork Of(CutPlan plan) => Networks.GetValue(plan, p => new ContractionNetwork(p));

    /// <summary>Numbers per sample that each fragment's measurements give: variants × outcomes.</summary>
    public ImmutableArray<int> Rows { get; }

    public ImmutableArray<FragmentReduction> Reductions { get; }

    /// <summary>One per fragment, in fragment order.</summary>
    public ImmutableArray<BondStep> Steps { get; }

    /// <summary>The different ways in which the passes look at each fragment: [fragment][view].</summary>
    public FragmentView[][] Views { get; }

    /// <summary>[pass][fragment] → which view. Pass p gives outputs p · R … p · R + R − 1, R being the length of <see cref="RowOfOutput"/>.</summary>
    public int[][] Passes { get; }

    /// <summary>For each output of a pass its row in the last environment, whose bits stand in fragment order.</summary>
    public int[] RowOfOutput { get; }

    /// <summary>True when outputs stand in the order of the last environment.</summary>
    public bool OutputsAreRows { get; }

    /// <summary>True when the last fragment is taken in by <see cref="ClosingStep"/>.</summary>
    public bool EndsClosed { get; }

    private static int FirstVariant(FragmentPlan fragment, int group) =>
        fragment.VariantIndex(group, new int[fragment.Fragment.Leaving.Length], new int[fragment.Fragment.Entering.Length]);

    private static int[][] DistributionPass(CutPlan plan, out FragmentView[][] views)
    {
        views = [.. plan.Fragments.Select(f => new[] { new FragmentView(FirstVariant(f, 0), null) })];
        return [new int[plan.Fragments.Length]];
    }

    private static int[][] StringPasses(CutPlan plan, Readout.Expectations readout, out FragmentView[][] views)
    {
        List<FragmentView>[] found = [.. plan.Fragments.Select(_ => new List<FragmentView>())];
        int[][] passes = [.. readout.Strings.Select((s, k) => plan.Fragments.Select((fragment, f) =>
        {
            int mask = fragment.FinalQubits.Aggregate(0, (bits, q) => (bits << 1) | (s.Factors[q] == Pauli.I ? 0 : 1));
            var view = new FragmentView(FirstVariant(fragment, plan.ReadoutBases.GroupOfOutput[k]), mask);
            int at = found[f].IndexOf(view);
            if (at >= 0) return at;
            found[f].Add(view);
            return found[f].Count - 1;
        }).ToArray())];
        views = [.. found.Select(v => v.ToArray())];
        return passes;
    }

    private static int[] RowsOfOutputs(CutPlan plan)
    {
        int[] inFragmentOrder = [.. plan.Fragments.SelectMany(f => f.FinalQubits)];
        ImmutableArray<int> asked = plan.Request.Readout is Readout.Marginal marginal ? marginal.Qubits : plan.ReadoutBases.Qubits;
        // shift[i]: where the bit of the i-th asked qubit, most significant first, stands in a row.
        int[] shift = [.. asked.Select(q => inFragmentOrder.Length - 1 - Array.IndexOf(inFragmentOrder, q))];
        var rows = new int[1 << asked.Length];
        for (int output = 0; output < rows.Length; output++)
            for (int i = 0; i < shift.Length; i++)
                rows[output] |= ((output >> (shift.Length - 1 - i)) & 1) << shift[i];
        return rows;
    }
}
