using System.Collections.Immutable;
using System.Globalization;
using QuantumCluster.Cli.Door;
using QuantumCluster.Cutting.Fragments;
using QuantumCluster.Cutting.Plans;
using QuantumCluster.Cutting.Variants;

namespace QuantumCluster.Cli.Plan;

/// <summary>A plan for people: drawings, tables and the reasons, within 100 columns.</summary>
internal static class PlanPage
{
    private const int Width = 98;

    public static void Write(TextWriter output, LadderPlan ladder, StepTraffic traffic)
    {
        CutPlan plan = ladder.Plan;
        Paragraph(output, $"The circuit: {ladder.Ladder.Qubits} qubits, {PlanWords.Counted(ladder.Ladder.Layers, "layer")} of kernel {ladder.Ladder.Kernel}, "
            + $"{ladder.Ladder.WeightCount} weights; {PlanWords.Readout(plan.Request.Readout)} ({plan.OutputCount} numbers)");
        output.WriteLine();
        ImmutableArray<string> drawing = LadderDrawing.Whole(ladder, "  ");
        if (drawing.All(line => line.Length <= Width)) foreach (string line in drawing) output.WriteLine(line);
        else output.WriteLine("  (too wide to draw in one piece; its fragments are drawn below)");
        output.WriteLine();

        Paragraph(output, PlanWords.WhyTheseCuts(ladder));
        for (int c = 0; c < plan.Request.Cuts.Length; c++)
        {
            Paragraph(output, $"Cut {c}: wire {plan.Request.Cuts[c].Qubit}, variant set {plan.SetOfCut[c].Name} ({plan.SetOfCut[c].Summary})");
            Paragraph(output, $"  {PlanWords.WhyGolden(plan, c)}");
        }

        foreach (FragmentPlan fragment in plan.Fragments)
        {
            output.WriteLine();
            WriteFragment(output, ladder, fragment);
        }

        output.WriteLine();
        output.WriteLine($"One step of {PlanWords.Counted(traffic.BatchSize, "sample")}, forward and backward");
        Row(output, "variants", $"{plan.VariantCount} per sample and pass");
        Row(output, "jobs per step", $"{traffic.Jobs} ({traffic.ForwardJobs} forward + {traffic.BackwardJobs} backward)");
        Row(output, "bytes per step", $"{Bytes(traffic.Bytes)} ({Bytes(traffic.BytesOut)} to the workers + {Bytes(traffic.BytesHome)} home), numbers only");
        Row(output, "precision", PlanWords.Precision(plan.Request.Precision));
        Row(output, "plan", plan.Hash.ToString());
    }

    private static void WriteFragment(TextWriter output, LadderPlan ladder, FragmentPlan plan)
    {
        Fragment fragment = plan.Fragment;
        Paragraph(output, $"Fragment {fragment.Index}: {PlanWords.Counted(fragment.Qubits.Length, "qubit")} of {ladder.Plan.Request.DeviceQubits}, wires "
            + $"{PlanWords.Range(fragment.Qubits)}; {PlanWords.Counted(plan.Program.Variants.Length, "variant")} ({PlanWords.VariantFactors(ladder.Plan, plan)})");
        output.WriteLine();
        foreach (string line in LadderDrawing.Part(ladder, plan, "  ")) output.WriteLine(line);
        output.WriteLine();
        foreach (Leg leg in fragment.Entering)
        {
            VariantSet set = ladder.Plan.SetOfCut[leg.Cut];
            Row(output, $"prepare q{fragment.Qubits[leg.LocalQubit]}", $"{string.Join("  ", set.Preparations.Select(PlanWords.Ket))}   instead of its encoding (cut {leg.Cut})");
        }

        foreach (Leg leg in fragment.Leaving)
            Row(output, $"measure q{fragment.Qubits[leg.LocalQubit]}", $"settings {string.Join("  ", ladder.Plan.SetOfCut[leg.Cut].Settings)}   (cut {leg.Cut})");
        Row(output, "outcomes", $"{plan.Program.OutcomeCount} per variant, program {plan.Program.Hash}");
    }

    private static void Paragraph(TextWriter output, string text)
    {
        foreach (string line in WrappedText.Lines(text, Width)) output.WriteLine(line);
    }

    private static void Row(TextWriter output, string name, string value) => output.WriteLine($"  {name,-15}{value}");

    private static string Bytes(long bytes) => bytes < 10_000
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes:N0} B")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1000.0:N1} kB");
}
