using System.Collections.Immutable;
using QuantumCluster.Circuits.Numerics;
using QuantumCluster.Cutting.Fragments;
using QuantumCluster.Cutting.Variants;

namespace QuantumCluster.Cutting.Plans;

/// <summary>
/// A fragment with the program that devices run for it. Measured qubits are first the read final qubits, by the whole circuit's
/// number, then the leaving legs, by cut. Variants run over readout groups (outermost), settings of the leaving legs, preparations of
/// the entering legs (innermost); groups that look alike from this fragment share their variants.
/// </summary>
public sealed class FragmentPlan
{
    private readonly ImmutableArray<int> _localGroup;
    private readonly ImmutableArray<VariantSet> _leavingSets;
    private readonly ImmutableArray<VariantSet> _enteringSets;

    private FragmentPlan(Fragment fragment, FragmentProgram program, ImmutableArray<int> finalQubits, ImmutableArray<int> localGroup,
        ImmutableArray<VariantSet> leaving, ImmutableArray<VariantSet> entering) =>
        (Fragment, Program, FinalQubits, _localGroup, _leavingSets, _enteringSets) = (fragment, program, finalQubits, localGroup, leaving, entering);

    public Fragment Fragment { get; }

    public FragmentProgram Program { get; }

    /// <summary>Qubits of the whole circuit that this fragment reads as outputs, ascending: the leading measured bits.</summary>
    public ImmutableArray<int> FinalQubits { get; }

    /// <summary>The devices that run it; null: any that are not noisy.</summary>
    public DeviceClass? Class { get; private init; }

    /// <summary>Variants per readout group: the product of the legs' settings and preparations.</summary>
    public int VariantsPerGroup => _leavingSets.Aggregate(1, (n, s) => n * s.Settings.Length) * _enteringSets.Aggregate(1, (n, s) => n * s.Preparations.Length);

    /// <summary>The variant for a readout group of the plan, one setting slot per leaving leg and one preparation slot per entering leg.</summary>
    public int VariantIndex(int group, ReadOnlySpan<int> settings, ReadOnlySpan<int> preparations)
    {
        int index = _localGroup[group];
        for (int i = 0; i < _leavingSets.Length; i++) index = index * _leavingSets[i].Settings.Length + settings[i];
        for (int i = 0; i < _enteringSets.Length; i++) index = index * _enteringSets[i].Preparations.Length + preparations[i];
        return index;
    }

    internal static FragmentPlan Create(Fragment fragment, ReadoutBases readout, ImmutableArray<VariantSet> setOfCut, Precision precision, DeviceClass? @class)
    {
        ImmutableArray<int> read = [.. fragment.Finals.Where(l => readout.Qubits.Contains(fragment.Qubits[l]))];
        ImmutableArray<int> finals = [.. read.Select(l => fragment.Qubits[l])];
        ImmutableArray<VariantSet> leaving = [.. fragment.Leaving.Select(l => setOfCut[l.Cut])], entering = [.. fragment.Entering.Select(l => setOfCut[l.Cut])];

        var distinct = new List<Basis[]>();
        var localGroup = readout.Groups.Select(group =>
        {
            Basis[] mine = [.. finals.Select(q => group[readout.Qubits.IndexOf(q)])];
            int at = distinct.FindIndex(d => d.AsSpan().SequenceEqual(mine));
            if (at >= 0) return at;
            distinct.Add(mine);
            return distinct.Count - 1;
        }).ToImmutableArray();

        var variants = from bases in distinct
                       from settings in Product([.. leaving.Select(s => s.Settings)])
                       from preparations in Product([.. entering.Select(s => s.Preparations)])
                       select new Variant([.. preparations], [.. bases, .. settings]);
        var program = new FragmentProgram(fragment.Circuit, [.. fragment.Entering.Select(l => l.LocalQubit)],
            [.. read, .. fragment.Leaving.Select(l => l.LocalQubit)], [.. variants], precision);
        return new(fragment, program, finals, localGroup, leaving, entering) { Class = @class };
    }

    /// <summary>All choices of one entry per list, the last list varying fastest.</summary>
    private static IEnumerable<ImmutableArray<T>> Product<T>(ImmutableArray<ImmutableArray<T>> lists) =>
        lists.Aggregate<ImmutableArray<T>, IEnumerable<ImmutableArray<T>>>([[]], (heads, list) => heads.SelectMany(head => list.Select(item => head.Add(item))));
}
