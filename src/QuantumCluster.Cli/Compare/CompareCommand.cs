using System.CommandLine;
using QuantumCluster.Cli.Door;
using QuantumCluster.Cli.Models;
using QuantumCluster.Cli.Plan;
using QuantumCluster.Learning.DataFiles;

namespace QuantumCluster.Cli.Compare;

/// <summary><c>qcluster compare</c>.</summary>
internal static class CompareCommand
{
    public static DoorCommand Create()
    {
        Argument<string[]> two = new("RUN…") { Description = "two folders with predictions.csv, of runs of qcluster train or written by qcluster evaluate --out", Arity = ArgumentArity.ZeroOrMore };
        Option<string[]> first = TypedOptions.Texts("--first", "RUN…", "instead of two folders: those of the first model, say one for each seed");
        Option<string[]> second = TypedOptions.Texts("--second", "RUN…", "… and as many of the second model, in the same order");
        first.AllowMultipleArgumentsPerToken = second.AllowMultipleArgumentsPerToken = true;
        Option<bool> json = TypedOptions.Flag("--json", "print the comparison as JSON, with all scores, instead of tables");
        var command = new Command("compare", "Hold two models against each other on the same images.") { two, first, second, json };
        command.SetAction((parsed, _) =>
        {
            try
            {
                (string[] ones, string[] others) = Folders(parsed.GetValue(two) ?? [], parsed.GetRequiredValue(first), parsed.GetRequiredValue(second));
                var comparison = Comparison.Of([.. ones.Zip(others, ComparedPair.Read)]);
                if (parsed.GetValue(json)) parsed.InvocationConfiguration.Output.WriteLine(CompareJson.Text(comparison));
                else ResultConsole.Create().Write(ComparePage.Of(comparison));
                return Task.FromResult(ExitCode.Success);
            }
            catch (DataFileException e)
            {
                throw new BadInputException(e.Message, e);
            }
        });
        return new(command, new HelpPage(
            "Compares what two models said of the same images: differences of accuracy, macro F1 and AUC, first less second, with 95 % intervals by paired bootstrap, and McNemar's test. "
                + "Where several pictures are of one lesion or patient, these are drawn, not pictures. No circuit is run: predictions.csv has all it takes.",
            [
                new("a hybrid and its classical twin", "qcluster compare runs/ham10000-crz-seed1 runs/ham10000-twin-seed1"),
                new("… over three seeds, each pair and the mean", "qcluster compare --first runs/ham10000-crz-seed* --second runs/ham10000-twin-seed*"),
            ],
            [new("Several pairs", [first, second]), new("Result", [json])],
            [
                ("What the intervals say", "How much the choice of test images matters. They know nothing of how much another seed of the training would matter; for that compare several pairs and look at the deviation between them. "
                    + "For the mean, images that several pairs share are drawn once for all of them."),
            ]));
    }

    private static (string[] First, string[] Second) Folders(string[] two, string[] first, string[] second) => (two, first, second) switch
    {
        ([var one, var other], [], []) => ([one], [other]),
        ([], { Length: > 0 }, _) when first.Length == second.Length => (first, second),
        ([], { Length: > 0 }, _) or ([], _, { Length: > 0 }) => throw new BadInputException($"--first names {PlanWords.Counted(first.Length, "folder")} and --second {second.Length}; give as many of the one as of the other."),
        (_, [], []) => throw new BadInputException($"compare is given {PlanWords.Counted(two.Length, "folder")} and takes two; give several pairs by --first and --second."),
        _ => throw new BadInputException($"compare is given \"{two[0]}\" beside --first and --second; give two folders, or these options with all of them."),
    };
}
