using System.Collections.Immutable;
using QuantumCluster.Circuits.Numerics;
using QuantumCluster.Circuits.Readouts;
using QuantumCluster.Cutting.Fragments;
using QuantumCluster.Cutting.Plans;
using QuantumCluster.Cutting.Variants;

namespace QuantumCluster.Cli.Plan;

/// <summary>How a plan's parts are said, in drawings, tables and JSON alike.</summary>
internal static class PlanWords
{
    public static string Ket(Preparation preparation) => preparation switch
    {
        Preparation.Zero => "|0⟩",
        Preparation.One => "|1⟩",
        Preparation.Plus => "|+⟩",
        Preparation.Minus => "|−⟩",
        Preparation.PlusI => "|+i⟩",
        _ => "|−i⟩",
    };

    public static string Precision(Precision precision) => precision switch
    {
        QuantumCluster.Circuits.Numerics.Precision.Double => "double",
        QuantumCluster.Circuits.Numerics.Precision.Float => "float",
        _ => throw new ArgumentOutOfRangeException(nameof(precision)),
    };

    public static string Readout(Readout readout) => readout switch
    {
        Readout.Marginal marginal => $"marginal of qubits {string.Join(", ", marginal.Qubits)}",
        Readout.Expectations expectations => $"Pauli strings {string.Join(", ", expectations.Strings)}",
        _ => "all probabilities",
    };

    public static string Range(ImmutableArray<int> numbers)
    {
        if (numbers.IsEmpty) return "none";
        bool consecutive = numbers.Length > 2 && numbers[^1] - numbers[0] == numbers.Length - 1;
        return consecutive ? $"{numbers[0]}–{numbers[^1]}" : string.Join(", ", numbers);
    }

    /// <summary>One sentence: whether the X and Y terms of a cut can be dropped, whether they were, and why.</summary>
    public static string WhyGolden(CutPlan plan, int cut)
    {
        int qubit = plan.Request.Cuts[cut].Qubit;
        VariantSet used = plan.SetOfCut[cut];
        if (!plan.GoldenCuts[cut])
        {
            string cause = plan.ReadoutBases.OnlyInZ(qubit) ? $"after the cut kernels rotate wire {qubit}" : $"wire {qubit} is read in X or Y";
            return $"Not golden: {cause}, so its X and Y terms contribute and are measured.";
        }

        string reason = $"after the cut wire {qubit} only controls and is read in Z or not at all, so its X and Y terms are exactly zero";
        return used == VariantSet.Golden
            ? $"Golden: {reason}; they are dropped, {(IsNoisyAfter(plan, cut) ? "as was asked for, although the noise of the devices may leave a little of them" : "and the result stays exact")}."
            : $"Golden: {reason}; they are measured all the same because {(plan.Request.Variants == VariantChoice.Auto ? "the devices are noisy" : $"the set \"{used.Name}\" was asked for")}.";
    }

    private static bool IsNoisyAfter(CutPlan plan, int cut) =>
        plan.Fragments.Any(f => f.Class is { IsNoisy: true } && f.Fragment.Entering.Any(leg => leg.Cut == cut));

    /// <summary>One sentence: how many fragments, and why not fewer.</summary>
    public static string WhyTheseCuts(LadderPlan ladder)
    {
        int width = ladder.Plan.Request.DeviceQubits, layers = ladder.Ladder.Layers;
        return ladder.Plan.Request.Cuts.IsEmpty
            ? $"Not cut: {Counted(ladder.Ladder.Qubits, "qubit")} fit a device of {width}."
            : $"{ladder.Plan.Fragments.Length} fragments, the fewest: the first holds at most {Counted(width, "wire")}, and every later one the "
                + $"{Counted(layers, "wire")} cut on the way in, one per layer, and at most {width - layers} new.";
    }

    /// <summary>How the variants of a fragment come about, as a product.</summary>
    public static string VariantFactors(CutPlan plan, FragmentPlan fragment)
    {
        var factors = new List<string>();
        int groups = fragment.Program.Variants.Length / fragment.VariantsPerGroup;
        if (groups > 1) factors.Add($"{groups} readout groups");
        foreach (Leg leg in fragment.Fragment.Leaving) factors.Add(Counted(plan.SetOfCut[leg.Cut].Settings.Length, "setting"));
        foreach (Leg leg in fragment.Fragment.Entering) factors.Add(Counted(plan.SetOfCut[leg.Cut].Preparations.Length, "preparation"));
        return factors.Count == 0 ? "run as it stands" : string.Join(" × ", factors);
    }

    public static string Counted(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";
}
