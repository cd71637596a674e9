using System.Collections.Immutable;
using System.Numerics;
using QuantumCluster.Cutting.Fragments;
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

    /// <param name="measured">[variant, outcome].</param>
    /// <param name="tensor">[bond terms, columns of the view]; overwritten.</param>
    public void Apply(FragmentView view, ReadOnlySpan<Vector<double>> measured, Span<Vector<double>> scratch, Span<Vector<double>> tensor)
    {
        int columns = view.Columns(ReadBits), first = view.FirstVariant * _outcomes;
        for (int row = 0; row < _rows; row++)
        {
            int start = first + row / _leavingOutcomes * _outcomes + row % _leavingOutcomes;
            if (view.SignMask is not { } mask)
            {
                for (int b = 0; b < columns; b++) scratch[row * columns + b] = measured[start + b * _leavingOutcomes];
                continue;
            }

            Vector<double> sum = measured[start];
            for (int b = 1; b < 1 << ReadBits; b++)
            {
                Vector<double> p = measured[start + b * _leavingOutcomes];
                sum = IsOdd(b & mask) ? sum - p : sum + p;
            }

            scratch[row] = sum;
        }

        for (int t = 0; t < BondTerms; t++)
        {
            Span<Vector<double>> target = tensor.Slice(t * columns, columns);
            target.Clear();
            foreach (Term term in _terms[t])
            {
                var coefficient = new Vector<double>(term.Coefficient);
                ReadOnlySpan<Vector<double>> source = scratch.Slice(term.Row * columns, columns);
                for (int b = 0; b < target.Length; b++) target[b] = Vector.FusedMultiplyAdd(coefficient, source[b], target[b]);
            }
        }
    }

    /// <param name="tensor">Cotangents of what <see cref="Apply"/> gave.</param>
    /// <param name="measured">[variant, outcome]: added to.</param>
    public void Transpose(FragmentView view, ReadOnlySpan<Vector<double>> tensor, Span<Vector<double>> scratch, Span<Vector<double>> measured)
    {
        int columns = view.Columns(ReadBits), first = view.FirstVariant * _outcomes;
        scratch[..(_rows * columns)].Clear();
        for (int t = 0; t < BondTerms; t++)
        {
            ReadOnlySpan<Vector<double>> source = tensor.Slice(t * columns, columns);
            foreach (Term term in _terms[t])
            {
                var coefficient = new Vector<double>(term.Coefficient);
                Span<Vector<double>> target = scratch.Slice(term.Row * columns, columns);
                for (int b = 0; b < target.Length; b++) target[b] = Vector.FusedMultiplyAdd(coefficient, source[b], target[b]);
            }
        }

        for (int row = 0; row < _rows; row++)
        {
            int start = first + row / _leavingOutcomes * _outcomes + row % _leavingOutcomes;
            for (int b = 0; b < 1 << ReadBits; b++)
            {
                ref Vector<double> target = ref measured[start + b * _leavingOutcomes];
                if (view.SignMask is not { } mask) target += scratch[row * columns + b];
                else if (IsOdd(b & mask)) target -= scratch[row];
                else target += scratch[row];
            }
        }
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
