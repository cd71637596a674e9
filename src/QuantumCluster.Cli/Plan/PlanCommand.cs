using System.CommandLine;
using QuantumCluster.Circuits.Kernels;
using QuantumCluster.Cli.Door;

namespace QuantumCluster.Cli.Plan;

/// <summary><c>qcluster plan</c>.</summary>
internal static class PlanCommand
{
    public static DoorCommand Create()
    {
        var kernel = NamedChoices.KernelOption();
        var variants = NamedChoices.VariantsOption();
        Option<int> qubits = TypedOptions.Whole("--qubits", "N", 8, 2, LadderPlan.MostQubits, "qubits of the ladder");
        Option<int> layers = TypedOptions.Whole("--layers", "L", 1, 1, LadderPlan.MostLayers, "layers of the ladder");
        var precision = NamedChoices.PrecisionOption();
        var readout = NamedChoices.ReadoutOption();
        Option<int> batchSize = TypedOptions.Whole("--batch-size", "N", 16, 1, 4096, "samples per training step");
        Option<bool> asJson = TypedOptions.Flag("--json", "print the plan as one JSON object instead");

        var command = new Command("plan", "Show how the circuit is cut, drawn as text, and what a step costs.") { qubits, layers, kernel, variants, precision, readout, batchSize, asJson };
        command.SetAction(parsed =>
        {
            var circuit = new Ladder(parsed.GetValue(qubits), parsed.GetValue(layers), parsed.GetRequiredValue(kernel));
            LadderPlan ladder = LadderPlan.Cut(circuit, parsed.GetValue(readout) ?? LadderPlan.LastFive(circuit.Qubits), parsed.GetValue(variants), parsed.GetValue(precision));
            StepTraffic traffic = StepTraffic.Of(ladder.Plan, parsed.GetValue(batchSize));
            TextWriter output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(asJson)) output.WriteLine(PlanJson.Text(ladder, traffic));
            else PlanPage.Write(output, ladder, traffic);
            return ExitCode.Success;
        });

        return new(command, new HelpPage(
            "Shows how a circuit, the paper's of eight qubits or any ladder, is made to run on five-qubit devices: where its wires are cut, which fragments that gives, in which variants "
                + "each fragment runs (how a cut wire is prepared and measured), and how many jobs and bytes one training step takes. Nothing is run.",
            [
                new("the plan that qcluster train uses by default", "qcluster plan"),
                new("a kernel whose cut is not golden, with the paper's eight pairs", "qcluster plan --kernel su4 --variants paper"),
                new("two layers, cut on the slant", "qcluster plan --layers 2 --kernel cry"),
                new("for programs", "qcluster plan --kernel canonical --readout paulis:ZIIIIIII --json"),
            ],
            [new("Circuit", [qubits, layers, kernel, readout]), new("Plan", [variants, precision, batchSize]), new("Output", [asJson])],
            []));
    }
}
