using System.Collections.Immutable;
using System.Numerics;
using QuantumCluster.Cutting.Fragments;
using QuantumCluster.Cutting.Lanes;
using QuantumCluster.Cutting.Plans;
using QuantumCluster.Cutting.Variants;

namespace QuantumCluster.Cutting.Reconstruction;

/// <summary>
/// One fragment's measured probabilities [variant, outcome] → a tensor [bond terms of its legs, read bits], and the transpose: the sums
/// over settings, outcomes and preparations of <see cref="VariantSet.Out"/> and <see cref="VariantSet.In"/> (paper, equations (9), (12)).
/// A cut that leaves and enters the same fragment is summed here and leaves no bond.
/// </summary>
internal sealed class FragmentReduction
{
    /// <param name="Row">(variant within its group) · 2^leaving + leaving bits.</param>
    private readonly record struct Term(int Row, double Coefficient);

    private readonly Term[][] _terms;
    private readonly int _outcomes;
    private readonly int _leavingOutcomes;
    private readonly int _rows;
    private readonly int[] _starts;

    public FragmentReduction(CutPlan plan, FragmentPlan fragment)
    {
        Fragment legs = fragment.Fragment;
        int[] entering = [.. legs.Entering.Select(l => l.Cut)], leaving = [.. legs.Leaving.Select(l => l.Cut)];
        Bonds = [.. entering.Concat(leaving).Where(c => !(entering.Contains(c) && leaving.Contains(c))).Order()];
        BondTerms = Bonds.Aggregate(1, (n, c) => n * plan.SetOfCut[c].BondDimension);
        ReadBits = fragment.FinalQubits.Length;
        _outcomes = fragment.Program.OutcomeCount;
        _leavingOutcomes = 1 << leaving.Length;
        _rows = fragment.VariantsPerGroup * _leavingOutcomes;
        _starts = [.. Enumerable.Range(0, _rows).Select(row => row / _leavingOutcomes * _outcomes + row % _leavingOutcomes)];
        _terms = [.. Enumerable.Range(0, BondTerms).Select(index => TermsOf(plan, fragment, entering, leaving, index))];
    }

    /// <summary>Cuts that tie this fragment to others, ascending; the first varies slowest.</summary>
    public ImmutableArray<int> Bonds { get; }

    /// <summary>Product of the bonds' dimensions.</summary>
    public int BondTerms { get; }

    /// <summary>Number of outputs of the whole circuit that are read here.</summary>
    public int ReadBits { get; }

    /// <summary>Numbers per sample of the tensor that a view gives.</summary>
    public int Size(FragmentView view) => BondTerms * view.Columns(ReadBits);

    /// <summary>Numbers per sample of scratch that <see cref="Apply"/> and <see cref="Transpose"/> need.</summary>
    public int ScratchSize(FragmentView view) => _rows * view.Columns(ReadBits);

    /// <summary>True when the fragment's variants are its rows: nothing is measured on a leg.</summary>
    public bool HasPlainRows => _leavingOutcomes == 1;

    /// <summary>Rows that the terms combine: variants of one readout group, times outcomes of the leaving legs.</summary>
    public int RowCount => _rows;

    /// <param name="measured">[variant, outcome].</param>
    /// <param name="tensor">[bond terms, columns of the view]; overwritten.</param>
    public void Apply<L>(FragmentView view, ReadOnlySpan<L> measured, Span<L> scratch, Span<L> tensor) where L : unmanaged, ILanes<L>
    {
        int columns = view.Columns(ReadBits), stride = _leavingOutcomes;
        if (view.SignMask is { } mask)
        {
            for (int row = 0; row < _rows; row++) scratch[row] = SignedSum(measured[StartOf(view, row)..], mask);
            measured = scratch;
            stride = 1;
        }

        for (int t = 0; t < BondTerms; t++)
        {
            Span<L> target = tensor.Slice(t * columns, columns);
            bool isFirst = true;
            foreach (Term term in _terms[t])
            {
                L coefficient = L.Broadcast(term.Coefficient);
                ReadOnlySpan<L> source = measured[(view.SignMask is null ? StartOf(view, term.Row) : term.Row)..];
                for (int b = 0, at = 0; b < target.Length; b++, at += stride)
                    target[b] = isFirst ? coefficient * source[at] : L.MultiplyAdd(coefficient, source[at], target[b]);
                isFirst = false;
            }

            if (isFirst) target.Clear();
        }
    }

    /// <param name="tensor">Cotangents of what <see cref="Apply"/> gave.</param>
    /// <param name="measured">[variant, outcome]: added to.</param>
    public void Transpose<L>(FragmentView view, ReadOnlySpan<L> tensor, Span<L> scratch, Span<L> measured) where L : unmanaged, ILanes<L>
    {
        int columns = view.Columns(ReadBits);
        scratch[..(_rows * columns)].Clear();
        for (int t = 0; t < BondTerms; t++)
        {
            ReadOnlySpan<L> source = tensor.Slice(t * columns, columns);
            foreach (Term term in _terms[t])
            {
                L coefficient = L.Broadcast(term.Coefficient);
                Span<L> target = scratch.Slice(term.Row * columns, columns);
                for (int b = 0; b < target.Length; b++) target[b] = L.MultiplyAdd(coefficient, source[b], target[b]);
            }
        }

        for (int row = 0; row < _rows; row++)
        {
            int start = StartOf(view, row);
            for (int b = 0; b < 1 << ReadBits; b++)
            {
                ref L target = ref measured[start + b * _leavingOutcomes];
                if (view.SignMask is not { } mask) target += scratch[row * columns + b];
                else if (IsOdd(b & mask)) target -= scratch[row];
                else target += scratch[row];
            }
        }
    }

    /// <summary>The terms' coefficients alone: an environment over the bond terms becomes one over the rows.</summary>
    /// <param name="environment">[bond terms, columns].</param>
    /// <param name="rows">[rows, columns]; overwritten.</param>
    public void ToRows<L>(ReadOnlySpan<L> environment, int columns, Span<L> rows) where L : unmanaged, ILanes<L>
    {
        rows[..(_rows * columns)].Clear();
        for (int t = 0; t < BondTerms; t++)
            foreach (Term term in _terms[t])
                for (int b = 0; b < columns; b++)
                    rows[term.Row * columns + b] = L.MultiplyAdd(L.Broadcast(term.Coefficient), environment[t * columns + b], rows[term.Row * columns + b]);
    }

    /// <summary>The transpose of <see cref="ToRows"/>; overwrites the environment.</summary>
    public void FromRows<L>(ReadOnlySpan<L> rows, int columns, Span<L> environment) where L : unmanaged, ILanes<L>
    {
        environment[..(BondTerms * columns)].Clear();
        for (int t = 0; t < BondTerms; t++)
            foreach (Term term in _terms[t])
                for (int b = 0; b < columns; b++)
                    environment[t * columns + b] = L.MultiplyAdd(L.Broadcast(term.Coefficient), rows[term.Row * columns + b], environment[t * columns + b]);
    }

    /// <summary>Where a row's first number stands among what was measured; the others follow at the distance of the leaving outcomes.</summary>
    private int StartOf(FragmentView view, int row) => view.FirstVariant * _outcomes + _starts[row];

    private L SignedSum<L>(ReadOnlySpan<L> measured, int mask) where L : unmanaged, ILanes<L>
    {
        L sum = measured[0];
        for (int b = 1; b < 1 << ReadBits; b++)
        {
            L p = measured[b * _leavingOutcomes];
            sum = IsOdd(b & mask) ? sum - p : sum + p;
        }

        return sum;
    }

    private static bool IsOdd(int bits) => (BitOperations.PopCount((uint)bits) & 1) != 0;

    /// <summary>One cut's share of a term: slots on the side or sides that lie in this fragment (0 elsewhere), and the coefficient.</summary>
    private readonly record struct Choice(int Setting, int Outcome, int Preparation, double Coefficient);

    private Term[] TermsOf(CutPlan plan, FragmentPlan fragment, int[] entering, int[] leaving, int index)
    {
        int[] cuts = [.. entering.Union(leaving).Order()];
        var termOf = new int[plan.SetOfCut.Length];
        for (int i = Bonds.Length - 1; i >= 0; i--)
        {
            int dimension = plan.SetOfCut[Bonds[i]].BondDimension;
            (index, termOf[Bonds[i]]) = (index / dimension, index % dimension);
        }

        IEnumerable<ImmutableArray<Choice>> choices = [[]];
        foreach (int cut in cuts)
        {
            Choice[] mine = [.. Choices(plan.SetOfCut[cut], leaving.Contains(cut), entering.Contains(cut), termOf[cut])];
            choices = choices.SelectMany(head => mine.Select(head.Add));
        }

        int[] none = new int[leaving.Length], nothing = new int[entering.Length];
        int origin = fragment.VariantIndex(0, none, nothing);
        return [.. choices.Select(choice =>
        {
            Choice Of(int cut) => choice[Array.IndexOf(cuts, cut)];
            int variant = fragment.VariantIndex(0, [.. leaving.Select(c => Of(c).Setting)], [.. entering.Select(c => Of(c).Preparation)]) - origin;
            int outcome = leaving.Aggregate(0, (bits, c) => (bits << 1) | Of(c).Outcome);
            return new Term(variant * _leavingOutcomes + outcome, choice.Aggregate(1.0, (product, c) => product * c.Coefficient));
        })];
    }

    private static IEnumerable<Choice> Choices(VariantSet set, bool leaves, bool enters, int term)
    {
        int settings = leaves ? set.Settings.Length : 1, outcomes = leaves ? 2 : 1, preparations = enters ? set.Preparations.Length : 1;
        for (int s = 0; s < settings; s++)
            for (int o = 0; o < outcomes; o++)
                for (int p = 0; p < preparations; p++)
                {
                    double coefficient = (leaves, enters) switch
                    {
                        (true, true) => Enumerable.Range(0, set.BondDimension).Aggregate(0.0, (sum, t) => sum + set.Out(t, s, o) * set.In(t, p)),
                        (true, false) => set.Out(term, s, o),
                        _ => set.In(term, p),
                    };
                    if (coefficient != 0) yield return new Choice(s, o, p, coefficient);
                }
    }
}
