using System.CommandLine;
using QuantumCluster.Cli.Clusters;
using QuantumCluster.Cli.Door;
using QuantumCluster.Cli.Models;
using QuantumCluster.Cli.Train;
using QuantumCluster.Learning.Data.Pictures;
using QuantumCluster.Learning.DataFiles;
using QuantumCluster.Learning.Training;
using Spectre.Console;

namespace QuantumCluster.Cli.Predict;

/// <summary><c>qcluster predict</c>.</summary>
internal static class PredictCommand
{
    private const string Chance = "predict";

    public static DoorCommand Create()
    {
        Argument<string[]> pictures = new("IMAGE…") { Description = "JPEG or PNG files", Arity = ArgumentArity.ZeroOrMore };
        Option<string> model = TrainedModelOption.Create();
        Option<int> views = ViewsOption.Looking();
        Option<bool> json = TypedOptions.Flag("--json", "print classes and probabilities as JSON, with 17 digits, instead of a table");
        var cluster = new ClusterOptions();
        var command = new Command("predict", "Say what a trained model sees in pictures.") { pictures };
        OptionGroup[] groups = [new("Model and result", [model, views, json]), cluster.Group];
        foreach (Option option in groups.SelectMany(g => g.Options)) command.Options.Add(option);
        command.SetAction((parsed, cancellation) => RunAsync(parsed, parsed.GetValue(pictures) ?? [], parsed.GetRequiredValue(model), parsed.GetValue(views), parsed.GetValue(json), cluster, cancellation));
        return new(command, new HelpPage(
            "Shows pictures to a trained model, its circuit on the cluster, and prints the most probable class of each and the probability of every class. Of a picture the largest square around the middle is taken "
                + "and brought to the size that the model was trained at, as in training.",
            [
                new("one picture", "qcluster predict mole.jpg --model runs/ham10000-crz-seed1"),
                new("several, for programs", "qcluster predict clinic/*.png --model runs/ham10000-crz-seed1 --json"),
            ],
            [.. groups],
            [("What a probability is", "The model's own confidence among the classes that it was trained on; a picture of something else gets one of them too. It is no diagnosis.")]));
    }

    private static async Task<int> RunAsync(ParseResult parsed, string[] paths, string directory, int views, bool json, ClusterOptions cluster, CancellationToken cancellation)
    {
        if (paths.Length == 0) throw new BadInputException("predict needs pictures to look at; give JPEG or PNG files, such as qcluster predict mole.jpg --model DIR.");
        try
        {
            TrainedModel model = TrainedModel.Open(directory, cluster.ConfigFiles(parsed));
            ClusterChoice choice = TrainCommand.Cluster(parsed, cluster, model.Request.Model);
            var pictures = PictureFiles.Read(paths, model.Request.ImageSize);
            IAnsiConsole console = ResultConsole.Create();
            double[] probabilities = await ResultConsole.WhileAsync(console, !json, "looking", paths.Length, looked =>
                model.AskAsync(choice, network => Evaluation.Probabilities(network, pictures, model.Run.Looking(Chance), cancellation, looked, views), parsed.InvocationConfiguration.Error.WriteLine, cancellation));
            PictureAnswer[] answers = [.. paths.Zip(probabilities.Chunk(model.ClassNames.Length), (path, row) => new PictureAnswer(path, row))];
            if (json) parsed.InvocationConfiguration.Output.WriteLine(PredictPage.Json(model, views, answers));
            else console.Write(PredictPage.Of(model, answers));
            return ExitCode.Success;
        }
        catch (DataFileException e)
        {
            throw new BadInputException(e.Message, e);
        }
    }
}
