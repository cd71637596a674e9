using System.Collections.Immutable;
using QuantumCluster.Cutting.Encoding;
using QuantumCluster.Cutting.Fragments;
using QuantumCluster.Cutting.Variants;

namespace QuantumCluster.Cutting.Plans;

/// <summary>
/// How a circuit that is too wide is run on devices that are not: fragments, the variants of each, and the tables by which their
/// results become the whole again. Immutable; a pure function of its <see cref="PlanRequest"/>.
/// </summary>
public sealed class CutPlan
{
    private CutPlan(PlanRequest request, ReadoutBases readout, ImmutableArray<FragmentPlan> fragments, ImmutableArray<VariantSet> setOfCut, ImmutableArray<bool> golden)
    {
        (Request, ReadoutBases, Fragments, SetOfCut, GoldenCuts) = (request, readout, fragments, setOfCut, golden);
        Hash = ProgramHash.Of(PlanEncoding.Write(request));
        OutputCount = request.Readout.OutputCount(request.Circuit.QubitCount);
    }

    public PlanRequest Request { get; }

    public ProgramHash Hash { get; }

    public ReadoutBases ReadoutBases { get; }

    public ImmutableArray<FragmentPlan> Fragments { get; }

    /// <summary>The variant set used at each cut: the one asked for, or golden where that was left to the plan and is exact.</summary>
    public ImmutableArray<VariantSet> SetOfCut { get; }

    /// <summary>For each cut whether its X and Y terms vanish for a structural reason.</summary>
    public ImmutableArray<bool> GoldenCuts { get; }

    /// <summary>Numbers per sample that the readout gives.</summary>
    public int OutputCount { get; }

    /// <summary>Variants over all fragments: device programs per sample of a forward pass.</summary>
    public int VariantCount => Fragments.Sum(f => f.Program.Variants.Length);

    /// <exception cref="ArgumentException">The readout does not fit the circuit, a cut separates nothing, or a fragment does not fit the device.
    /// The message names the value, the limit and the way out.</exception>
    public static CutPlan Create(PlanRequest request)
    {
        request.Readout.RequireFits(request.Circuit.QubitCount);
        ArgumentOutOfRangeException.ThrowIfLessThan(request.DeviceQubits, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(request.Granularity.VariantsPerJob, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(request.Granularity.SamplesPerJob, 1);
        ImmutableArray<Fragment> fragments = Fragmenter.Split(request.Circuit, request.Cuts, request.DeviceQubits);
        foreach (Fragment fragment in fragments)
            if (fragment.Qubits.Length > request.DeviceQubits)
                throw new ArgumentException($"Fragment {fragment.Index} needs {fragment.Qubits.Length} qubits (wires {string.Join(", ", fragment.Qubits)}); "
                    + $"the devices have {request.DeviceQubits}. Add a cut on one of these wires, or use wider devices.");

        var readout = ReadoutBases.Of(request.Readout, request.Circuit.QubitCount);
        ImmutableArray<bool> golden = GoldenCut.Find(fragments, request.Cuts.Length, readout.OnlyInZ);
        ImmutableArray<DeviceClass?> classes = ClassesOf(request, fragments);
        ImmutableArray<VariantSet> sets = [.. Enumerable.Range(0, golden.Length).Select(cut => request.Variants switch
        {
            VariantChoice.Paper => VariantSet.Paper,
            VariantChoice.Table => VariantSet.Table,
            VariantChoice.Minimal => VariantSet.Minimal,
            VariantChoice.Golden => golden[cut] ? VariantSet.Golden : VariantSet.Minimal,
            _ => golden[cut] && !EntersNoise(fragments, classes, cut) ? VariantSet.Golden : VariantSet.Minimal,
        })];
        return new(request, readout, [.. fragments.Select(f => FragmentPlan.Create(f, readout, sets, request.Precision, classes[f.Index]))], sets, golden);
    }

    /// <summary>
    /// Whether a noisy device runs what comes after the cut. Noise between the gates that a rotation is made of need not leave the X and Y
    /// terms exactly zero, so they are not dropped unasked.
    /// </summary>
    private static bool EntersNoise(ImmutableArray<Fragment> fragments, ImmutableArray<DeviceClass?> classes, int cut) =>
        fragments.Any(f => classes[f.Index] is { IsNoisy: true } && f.Entering.Any(leg => leg.Cut == cut));

    private static ImmutableArray<DeviceClass?> ClassesOf(PlanRequest request, ImmutableArray<Fragment> fragments)
    {
        if (request.Classes.IsDefaultOrEmpty) return [.. fragments.Select(_ => (DeviceClass?)null)];
        if (request.Classes.Length != 1 && request.Classes.Length != fragments.Length)
            throw new ArgumentException($"The plan has {fragments.Length} fragments and names {request.Classes.Length} classes of devices; name one for each, or one for all.");
        ImmutableArray<DeviceClass?> classes = [.. fragments.Select(f => request.Classes.Length == 1 ? request.Classes[0] : request.Classes[f.Index])];
        foreach (Fragment fragment in fragments)
            if (classes[fragment.Index] is { } devices && fragment.Qubits.Length > devices.Qubits)
                throw new ArgumentException($"Fragment {fragment.Index} needs {fragment.Qubits.Length} qubits (wires {string.Join(", ", fragment.Qubits)}); "
                    + $"devices of class {devices} have {devices.Qubits}. Bind it to a wider class, or cut one of these wires.");
        return classes;
    }
}
