using System.CommandLine;
using System.Globalization;
using QuantumCluster.Actors.Recording;
using QuantumCluster.Cli.Door;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Experiments.Runs;

namespace QuantumCluster.Cli.Replay;

/// <summary><c>qcluster replay</c>.</summary>
internal static class ReplayCommand
{
    public static DoorCommand Create()
    {
        var folder = new Argument<string>("RUN") { Description = "a run folder of qcluster train --record, or the folder that a coordinator was given with --record" };
        Option<long?> step = TypedOptions.Parsed<long?>("--step", "N", null, "jobs of this training step only, counted from 1 over all epochs", text =>
            long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number >= 1 ? number : throw new BadInputException($"--step is \"{text}\"; give a whole number from 1."));
        Option<string?> run = TypedOptions.Text("--run", "ID", "jobs of this run only, by its name as the page shows it, such as 0-37");
        Option<bool> asJson = TypedOptions.Flag("--json", "print one JSON object instead");

        var command = new Command("replay", "Drive the ledger through what was recorded of a run, and tell the story of each job.") { folder, step, run, asJson };
        command.SetAction(parsed =>
        {
            string place = Recording(parsed.GetRequiredValue(folder));
            if (parsed.GetValue(step) is not null && parsed.GetValue(run) is { } both) throw new BadInputException($"--run is \"{both}\", and --step chooses runs too; give only one of them.");
            IReadOnlyList<StepRuns>? steps = parsed.GetValue(step) is { } number ? StepRuns.Of(place, number) : null;
            IReadOnlyList<Replayed> replayed = Play(place, steps, parsed.GetValue(run));
            TextWriter output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(asJson)) output.WriteLine(ReplayJson.Text(replayed, steps));
            else ReplayPage.Write(output, replayed, steps);
            return replayed.FirstOrDefault(r => r.FirstDifference is not null) is { } differs
                ? throw new ExecutionFailedException($"{differs.File}: event {differs.FirstDifference} has other effects now than were recorded: the ledger of this version decides differently, or the file is damaged.")
                : ExitCode.Success;
        });

        return new(command, new HelpPage(
            "Reads what a coordinator wrote down (qcluster train --record, or qcluster node --role coordinator --record DIR), hands the same events at the same times to a new ledger, "
                + "checks that it decides as the recorded one did, and tells of each job when it was queued, who had it, and what became of it.",
            [
                new("record a training, then look at its twelfth step", "qcluster train --record"),
                new("… all jobs of that step", "qcluster replay runs/synthetic-crz-seed1 --step 12"),
                new("what a coordinator recorded, for programs", "qcluster replay recordings --json"),
            ],
            [new("What to tell", [step, run]), new("Output", [asJson])],
            [("What a recording holds", "Every event of the ledger with its time, jobs and outcomes without their numbers but with a digest of them, and a digest of what the ledger decided. "
                + "Each event is handed to the operating system as it happens: after a crash the recording is readable up to the last one, and the page says so. Exit code 1 means that a replayed ledger decided differently.")]));
    }

    private static string Recording(string folder)
    {
        string inside = new RunFolder(folder).Recording;
        string place = Directory.Exists(inside) ? inside : folder;
        return new RecordingFolder(place).Files.Count > 0 ? place : throw new BadInputException($"{folder} holds no recording (ledger-*.events); record with qcluster train --record, or qcluster node --record DIR.");
    }

    private static IReadOnlyList<Replayed> Play(string place, IReadOnlyList<StepRuns>? steps, string? run)
    {
        try
        {
            Replayed[] replayed = [.. new RecordingFolder(place).Files
                .Where(file => steps is null || steps.Any(s => s.Ledger == Path.GetFileName(file)))
                .Select(file => Replayed.Play(file, id => steps is null
                    ? run is null || id.ToString() == run
                    : steps.Any(s => s.Ledger == Path.GetFileName(file) && (s.Forward == id.ToString() || s.Backward == id.ToString()))))];
            return run is null || replayed.Any(r => r.Jobs.Count > 0) ? replayed : throw new BadInputException($"--run is \"{run}\", and no run of that name was recorded; without --run all are shown.");
        }
        catch (RecordingException e)
        {
            throw new BadInputException(e.Message, e);
        }
    }
}
