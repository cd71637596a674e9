using System.Collections.Immutable;
using System.CommandLine;
using QuantumCluster.Actors.Faults;
using QuantumCluster.Actors.Settings;
using QuantumCluster.Circuits;
using QuantumCluster.Cli.Clusters;
using QuantumCluster.Cli.Door;
using QuantumCluster.Experiments.Laboratory;
using QuantumCluster.Experiments.Laboratory.FaultRates;
using QuantumCluster.Experiments.Laboratory.Reports;
using QuantumCluster.Learning.Native;

namespace QuantumCluster.Cli.Experiment;

/// <summary><c>qcluster experiment</c>.</summary>
internal static class ExperimentCommand
{
    private const string All = "all";

    public static DoorCommand Create(TimeProvider time)
    {
        ImmutableArray<IExperiment> experiments = AllExperiments.List;
        string names = string.Join(", ", experiments.Select(e => e.Name));
        Argument<string?> name = new("NAME") { Arity = ArgumentArity.ZeroOrOne, Description = $"one of {names}, or {All}" };
        Option<string?> folder = TypedOptions.Text("--out", "DIR", "folder of the report, new or empty (default runs/experiment-NAME-seed<seed>)");
        Option<bool> quick = TypedOptions.Flag("--quick", "a small version, in about a minute each");
        Option<ulong> seed = TypedOptions.Parsed("--seed", "S", 1UL, "keys every draw: same seed, same numbers (0 to 2^64 - 1; default 1)", text => TypedOptions.ParseSeed("--seed", text));
        Option<FaultPlan?> plan = TypedOptions.Optional("--plan", "FILE", "for faults: play this plan alone, in simulated time, instead of drawing plans by rate", ReadPlan);
        Option<string?> node = NodeProgram.Option();
        var command = new Command("experiment", "Find something out about fleets of small noisy processors, and write a report.") { name, folder, quick, seed, plan, node };
        command.SetAction(async (parsed, cancellation) =>
        {
            string wanted = parsed.GetValue(name) ?? throw new BadInputException($"experiment needs a name; give one of {names}, or {All}.");
            IExperiment[] chosen = [.. experiments.Where(e => wanted == All || e.Name == wanted)];
            if (chosen.Length == 0) throw new BadInputException($"There is no experiment \"{wanted}\"; give one of {names}, or {All}.");
            if (parsed.GetValue(plan) is not null && chosen is not [FaultsExperiment]) throw new BadInputException($"--plan is for the experiment faults, not for {wanted}; leave it out.");
            string place = parsed.GetValue(folder) ?? $"runs/experiment-{wanted}-seed{parsed.GetValue(seed)}";
            if (File.Exists(place) || (Directory.Exists(place) && Directory.EnumerateFileSystemEntries(place).Any()))
                throw new BadInputException($"--out is \"{place}\", and something is there already; give a new or an empty folder.");
            if (chosen is [{ Obstacle: { } obstacle }]) throw new BadInputException(obstacle);
            TorchNative.Load();
            TextWriter output = parsed.InvocationConfiguration.Output, error = parsed.InvocationConfiguration.Error;
            foreach (IExperiment experiment in chosen)
            {
                if (experiment.Obstacle is { } missing)
                {
                    await error.WriteLineAsync($"{experiment.Name} is left out. {missing}");
                    continue;
                }

                var settings = new ExperimentSettings(new Seed(parsed.GetValue(seed)), parsed.GetValue(quick), time, line => error.WriteLine($"{experiment.Name}: {line}"), NodeProgram.Of(parsed.GetValue(node)), [Environment.ProcessPath!, "train"]) { Plan = parsed.GetValue(plan) };
                long start = time.GetTimestamp();
                Report report = await experiment.RunAsync(settings, cancellation);
                string own = chosen.Length == 1 ? place : Path.Combine(place, experiment.Name);
                ReportFolder.Write(own, report);
                await output.WriteLineAsync($"{Path.Combine(own, ReportFolder.PageName)}  ({time.GetElapsedTime(start).TotalSeconds:F0} s)");
                foreach (string finding in report.Findings) await output.WriteLineAsync($"  - {finding}");
            }

            return ExitCode.Success;
        });

        return new(command, new HelpPage(
            "Runs one experiment of the laboratory, or all of them, and writes a report that a browser reads without a server: what was found, plots with error bars, the data, the whole configuration.",
            [
                new("all of them, small", "qcluster experiment all --quick --out runs/laboratory"),
                new("what stragglers do to a training step", "qcluster experiment latency --quick"),
                new("one plan of faults again", "qcluster experiment faults --plan runs/faults/plans/hang-1-per-second-0.conf"),
                new("ladders up to 64 qubits, large, with a seed of one's own", "qcluster experiment wide --seed 7"),
            ],
            [new("Experiment", [folder, quick, seed, plan]), new("Where processes are needed", [node])],
            [
                ("Experiments", string.Join("\n", experiments.Select(e => $"{e.Name}: {e.Question}"))),
                ("What is written", "report.html; config.json; every table as .csv and .jsonl; every plot as .png and .svg; fault plans as plans/*.conf, which soak --plan plays on processes. "
                    + "The same seed gives the same bytes, but for what was measured on this machine: the files named measured-… ."),
            ]));
    }

    private static FaultPlan ReadPlan(string file)
    {
        try
        {
            return FaultPlanText.Read(File.ReadAllText(file), file);
        }
        catch (Exception e) when (e is InvalidSettingException or IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"--plan is \"{file}\": {e.Message}", e);
        }
    }
}
