using System.CommandLine;
using QuantumCluster.Circuits.Kernels;
using QuantumCluster.Circuits.Readouts;
using QuantumCluster.Cli.Door;
using QuantumCluster.Cutting.Plans;

namespace QuantumCluster.Cli.Plan;

/// <summary><c>qcluster plan</c>.</summary>
internal static class PlanCommand
{
    public static DoorCommand Create(TimeProvider time)
    {
        var kernel = NamedChoices.KernelOption();
        var variants = NamedChoices.VariantsOption();
        Option<int> qubits = TypedOptions.Whole("--qubits", "N", 8, 2, LadderPlan.MostQubits, "qubits of the ladder");
        Option<int> layers = TypedOptions.Whole("--layers", "L", 1, 1, LadderPlan.MostLayers, "layers of the ladder");
        var precision = NamedChoices.PrecisionOption();
        var readout = NamedChoices.ReadoutOption();
        Option<int> batchSize = TypedOptions.Whole("--batch-size", "N", 16, 1, 4096, "samples per training step");
        Option<bool> asJson = TypedOptions.Flag("--json", "print the plan as one JSON object instead");
        var fleet = new FleetOptions(time);

        var command = new Command("plan", "Show how the circuit is cut, drawn as text, and what a step costs.") { qubits, layers, kernel, variants, precision, readout, batchSize, asJson };
        foreach (Option option in fleet.Group.Options) command.Options.Add(option);
        command.SetAction(async (parsed, cancellation) =>
        {
            var circuit = new Ladder(parsed.GetValue(qubits), parsed.GetValue(layers), parsed.GetRequiredValue(kernel));
            Readout asked = parsed.GetValue(readout) ?? LadderPlan.LastFive(circuit.Qubits);
            LadderPlan ladder = LadderPlan.Cut(circuit, asked, parsed.GetValue(variants), parsed.GetValue(precision));
            int samples = parsed.GetValue(batchSize);
            FleetForecast? forecast = await fleet.ForecastAsync(parsed, width => ladder.Plan.Request with { Cuts = LadderCuts.Along(circuit, width), DeviceQubits = width }, samples, cancellation);
            if (forecast is not null) ladder = ladder with { Plan = forecast.Chosen.Plan };
            StepTraffic traffic = StepTraffic.Of(ladder.Plan, samples, fleet.Method(parsed));
            TextWriter output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(asJson)) output.WriteLine(PlanJson.Text(ladder, traffic, forecast));
            else PlanPage.Write(output, ladder, traffic);
            if (forecast is null || parsed.GetValue(asJson)) return ExitCode.Success;
            output.WriteLine();
            ForecastPage.Write(output, forecast);
            return ExitCode.Success;
        });

        return new(command, new HelpPage(
            "Shows how a circuit, the paper's of eight qubits or any ladder, is made to run on five-qubit devices: where its wires are cut, which fragments that gives, in which variants "
                + "each fragment runs (how a cut wire is prepared and measured), and how many jobs and bytes one training step takes. With a fleet it forecasts what "
                + "the step costs there, by each placement policy. Nothing is run unless you --try.",
            [
                new("the plan that qcluster train uses by default", "qcluster plan"),
                new("a kernel whose cut is not golden, with the paper's eight pairs", "qcluster plan --kernel su4 --variants paper"),
                new("two layers, cut on the slant", "qcluster plan --layers 2 --kernel cry"),
                new("what a step costs on a mixed fleet, and by which placement", "qcluster plan --fleet ideal:2,superconducting:4 --shots 1000"),
                new("the same, tried", "qcluster plan --fleet trapped-ion:2 --shots 10 --batch-size 1 --gradient none --try"),
                new("for programs", "qcluster plan --kernel canonical --readout paulis:ZIIIIIII --json"),
            ],
            [new("Circuit", [qubits, layers, kernel, readout]), new("Plan", [variants, precision, batchSize]), fleet.Group, new("Output", [asJson])],
            []));
    }
}
