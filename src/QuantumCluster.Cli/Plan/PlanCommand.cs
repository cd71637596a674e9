using System.CommandLine;
using QuantumCluster.Cli.Door;

namespace QuantumCluster.Cli.Plan;

/// <summary><c>qcluster plan</c>.</summary>
internal static class PlanCommand
{
    public static DoorCommand Create()
    {
        var kernel = NamedChoices.KernelOption();
        var variants = NamedChoices.VariantsOption();
        var readout = NamedChoices.ReadoutOption("marginal:3,4,5,6,7");
        Option<int> batchSize = TypedOptions.Whole("--batch-size", "N", 16, 1, 4096, "samples per training step");
        Option<bool> asJson = TypedOptions.Flag("--json", "print the plan as one JSON object instead");

        var command = new Command("plan", "Show how the circuit is cut, drawn as text, and what a step costs.") { kernel, variants, readout, batchSize, asJson };
        command.SetAction(parsed =>
        {
            LadderPlan ladder = LadderPlan.Cut(parsed.GetRequiredValue(kernel), parsed.GetRequiredValue(readout), parsed.GetValue(variants));
            StepTraffic traffic = StepTraffic.Of(ladder.Plan, parsed.GetValue(batchSize));
            TextWriter output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(asJson)) output.WriteLine(PlanJson.Text(ladder, traffic));
            else PlanPage.Write(output, ladder, traffic);
            return ExitCode.Success;
        });

        return new(command, new HelpPage(
            "Shows how the eight-qubit circuit is made to run on five-qubit devices: where its wire is cut, which fragments that gives, in which variants "
                + "each fragment runs (how the cut wire is prepared and measured), and how many jobs and bytes one training step takes. Nothing is run.",
            [
                new("the plan that qcluster train uses by default", "qcluster plan"),
                new("a kernel whose cut is not golden, with the paper's eight pairs", "qcluster plan --kernel su4 --variants paper"),
                new("for programs", "qcluster plan --kernel canonical --readout paulis:ZIIIIIII --json"),
            ],
            [new("Circuit", [kernel, readout]), new("Plan", [variants, batchSize]), new("Output", [asJson])],
            []));
    }
}
