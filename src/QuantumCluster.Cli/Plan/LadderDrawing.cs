using System.Collections.Immutable;
using QuantumCluster.Circuits.Kernels;
using QuantumCluster.Cutting.Fragments;
using QuantumCluster.Cutting.Plans;
using QuantumCluster.Cutting.Variants;

namespace QuantumCluster.Cli.Plan;

/// <summary>Draws a ladder and the fragments of its plan: kernels as boxes, the cut marked, preparations and settings named.</summary>
internal static class LadderDrawing
{
    /// <summary>The whole circuit with its cuts.</summary>
    public static ImmutableArray<string> Whole(LadderPlan ladder, string indent)
    {
        CutPlan plan = ladder.Plan;
        int[] wires = [.. Enumerable.Range(0, ladder.Ladder.Qubits)];
        var drawing = new CircuitDrawing([.. wires.Select(q => $"q{q} |0⟩ ")]);
        drawing.Gates([.. wires.Select(_ => "H")]);
        drawing.Gates([.. wires.Select(q => $"RY(x{q})")]);
        for (int layer = 0; layer < ladder.Ladder.Layers; layer++)
            for (int a = 0; a + 1 < wires.Length; a++)
            {
                for (int c = 0; c < plan.Request.Cuts.Length; c++)
                    if (plan.Request.Cuts[c] == new WireCut(a, ladder.Ladder.FirstOperationOf(layer, a))) drawing.Mark(a, "╳", "cut");
                (string title, string weights) = BoxText(ladder.Ladder, layer, a);
                drawing.Box(a, title, weights);
            }

        drawing.End([.. wires.Select(q => Reading(plan, q))]);
        return drawing.ToLines(indent);
    }

    /// <summary>One fragment, on its own wires.</summary>
    public static ImmutableArray<string> Part(LadderPlan ladder, FragmentPlan plan, string indent)
    {
        Fragment fragment = plan.Fragment;
        int[] wires = [.. Enumerable.Range(0, fragment.Qubits.Length)];
        VariantSet? Entering(int local) => fragment.Entering.Where(l => l.LocalQubit == local).Select(l => ladder.Plan.SetOfCut[l.Cut]).FirstOrDefault();
        VariantSet? Leaving(int local) => fragment.Leaving.Where(l => l.LocalQubit == local).Select(l => ladder.Plan.SetOfCut[l.Cut]).FirstOrDefault();

        var drawing = new CircuitDrawing([.. wires.Select(w => Entering(w) is null ? $"q{fragment.Qubits[w]} |0⟩ " : $"q{fragment.Qubits[w]} prepare ")]);
        drawing.Gates([.. wires.Select(w => Entering(w) is null ? "H" : null)]);
        drawing.Gates([.. wires.Select(w => Entering(w) is null ? $"RY(x{fragment.Qubits[w]})" : null)]);
        for (int layer = 0; layer < ladder.Ladder.Layers; layer++)
            for (int a = 0; a + 1 < ladder.Ladder.Qubits; a++)
            {
                int firstWeight = (layer * (ladder.Ladder.Qubits - 1) + a) * ladder.Ladder.Kernel.WeightCount;
                if (!fragment.Weights.Contains(firstWeight)) continue;
                (string title, string weights) = BoxText(ladder.Ladder, layer, a);
                drawing.Box(fragment.Qubits.IndexOf(a), title, weights);
            }

        drawing.End([.. wires.Select(w => Leaving(w) is null ? Reading(ladder.Plan, fragment.Qubits[w]) : "measure")]);
        return drawing.ToLines(indent);
    }

    private static (string Title, string Weights) BoxText(Ladder ladder, int layer, int upper)
    {
        int first = (layer * (ladder.Qubits - 1) + upper) * ladder.Kernel.WeightCount;
        string title = ladder.Kernel == Kernel.Canonical ? "canon" : ladder.Kernel.Name;
        return (title, $"w{first}–{first + ladder.Kernel.WeightCount - 1}");
    }

    private static string Reading(CutPlan plan, int qubit)
    {
        int at = plan.ReadoutBases.Qubits.IndexOf(qubit);
        return at < 0 ? "not read" : string.Join('/', plan.ReadoutBases.Groups.Select(g => g[at]).Distinct());
    }
}
