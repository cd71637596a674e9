using System.Collections.Immutable;
using QuantumCluster.Cutting.Lanes;
using QuantumCluster.Cutting.Plans;

namespace QuantumCluster.Cutting.Reconstruction;

/// <summary>
/// Takes one more fragment into the environment: sums over the bonds that both have, keeps the others open.
/// Environment [open bonds, bits so far] × fragment [its bonds, its bits] → environment [bonds still open, bits so far, its bits].
/// </summary>
internal sealed class BondStep
{
    // Positions are bond indices of the environment before and of the fragment: [shared, kept open] and [shared, newly open].
    private readonly int[] _before;
    private readonly int[] _fragment;
    private readonly int _shared, _kept, _opened;

    public BondStep(CutPlan plan, ImmutableArray<int> open, ImmutableArray<int> bonds)
    {
        int[] shared = [.. open.Where(c => bonds.Contains(c))];
        int[] kept = [.. open.Except(shared)], opened = [.. bonds.Except(shared)];
        OpenAfter = [.. kept, .. opened];
        (_shared, _kept, _opened) = (Terms(plan, shared), Terms(plan, kept), Terms(plan, opened));
        _before = Positions(plan, open, shared, kept);
        _fragment = Positions(plan, bonds, shared, opened);
    }

    /// <summary>Cuts that are open after this step; the first varies slowest.</summary>
    public ImmutableArray<int> OpenAfter { get; }

    /// <summary>True when the fragment takes up every open bond and opens none, term by term in the same order: the end of a chain.</summary>
    public bool Closes => _kept == 1 && _opened == 1 && _before.AsSpan().SequenceEqual(_fragment);

    /// <summary>Product of the dimensions of <see cref="OpenAfter"/>.</summary>
    public int TermsAfter => _kept * _opened;

    public void Apply<L>(ReadOnlySpan<L> before, int beforeColumns, ReadOnlySpan<L> fragment, int columns, Span<L> after) where L : unmanaged, ILanes<L>
    {
        for (int k = 0; k < _kept; k++)
            for (int n = 0; n < _opened; n++)
                for (int b = 0; b < beforeColumns; b++)
                {
                    Span<L> target = after.Slice(((k * _opened + n) * beforeColumns + b) * columns, columns);
                    for (int s = 0; s < _shared; s++)
                    {
                        L factor = before[_before[s * _kept + k] * beforeColumns + b];
                        ReadOnlySpan<L> source = fragment.Slice(_fragment[s * _opened + n] * columns, columns);
                        for (int c = 0; c < target.Length; c++)
                            target[c] = s == 0 ? factor * source[c] : L.MultiplyAdd(factor, source[c], target[c]);
                    }
                }
    }

    /// <summary>Adds to the cotangents of both factors, given those of the result.</summary>
    public void Transpose<L>(ReadOnlySpan<L> before, int beforeColumns, ReadOnlySpan<L> fragment, int columns,
        ReadOnlySpan<L> afterCotangents, Span<L> beforeCotangents, Span<L> fragmentCotangents) where L : unmanaged, ILanes<L>
    {
        for (int k = 0; k < _kept; k++)
            for (int n = 0; n < _opened; n++)
                for (int b = 0; b < beforeColumns; b++)
                {
                    ReadOnlySpan<L> cotangent = afterCotangents.Slice(((k * _opened + n) * beforeColumns + b) * columns, columns);
                    for (int s = 0; s < _shared; s++)
                    {
                        int at = _before[s * _kept + k] * beforeColumns + b;
                        ReadOnlySpan<L> source = fragment.Slice(_fragment[s * _opened + n] * columns, columns);
                        Span<L> target = fragmentCotangents.Slice(_fragment[s * _opened + n] * columns, columns);
                        L factor = before[at], sum = beforeCotangents[at];
                        for (int c = 0; c < cotangent.Length; c++)
                        {
                            target[c] = L.MultiplyAdd(factor, cotangent[c], target[c]);
                            sum = L.MultiplyAdd(source[c], cotangent[c], sum);
                        }

                        beforeCotangents[at] = sum;
                    }
                }
    }

    private static int Terms(CutPlan plan, IEnumerable<int> bonds) => bonds.Aggregate(1, (n, c) => n * plan.SetOfCut[c].BondDimension);

    /// <summary>The index over <paramref name="bonds"/> for every index over <paramref name="slow"/>, then <paramref name="fast"/>.</summary>
    private static int[] Positions(CutPlan plan, ImmutableArray<int> bonds, int[] slow, int[] fast)
    {
        int[] order = [.. slow, .. fast];
        var positions = new int[Terms(plan, order)];
        var term = new int[plan.SetOfCut.Length];
        for (int i = 0; i < positions.Length; i++)
        {
            for (int j = order.Length - 1, rest = i; j >= 0; j--)
            {
                int dimension = plan.SetOfCut[order[j]].BondDimension;
                (rest, term[order[j]]) = (rest / dimension, rest % dimension);
            }

            positions[i] = bonds.Aggregate(0, (index, c) => index * plan.SetOfCut[c].BondDimension + term[c]);
        }

        return positions;
    }
}
