using System.CommandLine;
using System.Globalization;
using QuantumCluster.Cli.Clusters;
using QuantumCluster.Cli.Door;
using QuantumCluster.Cli.Models;
using QuantumCluster.Cli.Train;
using QuantumCluster.Experiments.Runs;
using QuantumCluster.Learning.DataFiles;
using QuantumCluster.Learning.Metrics;
using QuantumCluster.Learning.Training;
using Spectre.Console;

namespace QuantumCluster.Cli.Evaluate;

/// <summary><c>qcluster evaluate</c>.</summary>
internal static class EvaluateCommand
{
    public static DoorCommand Create()
    {
        var options = new EvaluateOptions();
        var cluster = new ClusterOptions();
        var command = new Command("evaluate", "Judge a trained model by any part of a data set, or by any labelled pictures.");
        OptionGroup[] groups = [.. options.Groups, cluster.Group];
        foreach (Option option in groups.SelectMany(g => g.Options)) command.Options.Add(option);
        command.SetAction((parsed, cancellation) => RunAsync(parsed, options, cluster, cancellation));
        return new(command, new HelpPage(
            "Runs images through a trained model, its circuit on the cluster, and prints how often it is right: precision, recall, F1, specificity, accuracy and AUC per class and in the mean, "
                + "95 % bootstrap intervals and the confusion matrix. Of the data that the model was trained on, the parts are those of the training, and the test part gives the numbers of the run's metrics.json.",
            [
                new("the test part again", "qcluster evaluate --model runs/synthetic-crz-seed1"),
                new("the part that chose the model, for programs", "qcluster evaluate --model runs/synthetic-crz-seed1 --split validation --json"),
                new("pictures that the model has never met, with a table of image_id and dx", "qcluster evaluate --model runs/ham10000-crz-seed1 --data clinic/ --out clinic-result"),
                new("each picture mirrored and turned, too, as skin lesions may be", "qcluster evaluate --model runs/ham10000-crz-seed1 --views 8"),
                new("another data set of the same classes", "qcluster evaluate --model runs/ham10000-crz-seed1 --dataset isic2017 --data isic2017/"),
            ],
            [.. groups],
            [
                ("Labelled pictures", "--dataset pictures takes a folder or zip archive with JPEG or PNG files anywhere in it, and one .csv or .tab table with a row per picture: image_id is the file's name, with or without its ending, "
                    + "dx its class by the name that the model has for it. Other columns are not looked at."),
                ("Classes of which there is no picture", "have no recall, and what has no meaning is shown as – and is null in JSON; means are over the classes that are there."),
                ("Siblings", "An image may be of a lesion, a patient or a photograph of which another picture was in training; how often the model is right of those and of the others is shown apart. "
                    + "The default protocol of skin lesions leaves no siblings; --protocol paper, which makes copies before it splits, leaves many."),
                ("What is written", "With --out: metrics.json (what --json prints), predictions.csv (the probabilities of every image, for qcluster compare) and confusion.png."),
            ]));
    }

    private static async Task<int> RunAsync(ParseResult parsed, EvaluateOptions options, ClusterOptions cluster, CancellationToken cancellation)
    {
        TextWriter output = parsed.InvocationConfiguration.Output;
        Action<string> note = parsed.InvocationConfiguration.Error.WriteLine;
        try
        {
            (string? folder, int views) = (options.Out(parsed), options.Views(parsed));
            TrainedModel model = options.Model(parsed, cluster.ConfigFiles(parsed));
            ClusterChoice choice = TrainCommand.Cluster(parsed, cluster, model.Request.Model);
            using JudgedImages judged = options.Images(parsed, model, note);
            IAnsiConsole console = ResultConsole.Create();
            ClassificationMetrics metrics = await ResultConsole.WhileAsync(console, !options.Json(parsed), "judging", judged.Images.Count, looked =>
                model.AskAsync(choice, network => Evaluation.Of(network, judged.Images, judged.Run, cancellation, looked, views), note, cancellation));
            var facts = new EvaluationFacts(model.Request.Directory, model.Run.Manifest.BestEpoch, judged.Dataset, judged.Data, judged.Part, views, judged.Trained is null ? null : SiblingRecalls.Of(metrics.Predictions, judged.Trained));
            if (folder is not null) EvaluationFolder.Write(folder, facts, metrics);
            if (options.Json(parsed)) output.WriteLine(IndentedJson.Text(json => facts.Write(json, metrics)));
            else Show(console, output, facts, metrics, folder);
            return ExitCode.Success;
        }
        catch (DataFileException e)
        {
            throw new BadInputException(e.Message, e);
        }
    }

    private static void Show(IAnsiConsole console, TextWriter output, EvaluationFacts facts, ClassificationMetrics metrics, string? folder)
    {
        console.Write(MetricsTable.Of(string.Create(CultureInfo.InvariantCulture, $"{facts.Dataset}, {facts.Part}: {metrics.Samples} images{(facts.Views > 1 ? $" in {facts.Views} views each" : "")}, judged by the model of epoch {facts.Epoch} of {facts.Model}:"), metrics));
        if (facts.Siblings is not null) console.Write(SiblingsTable.Of(facts.Siblings));
        if (EvaluationFacts.AbsentClasses(metrics) is { IsEmpty: false } absent)
            output.WriteLine($"No image is of class {string.Join(", ", absent)}: what has no meaning without one is shown as –, and means are over the other classes.");
        if (folder is not null) output.WriteLine($"{Path.Combine(folder, "metrics.json")} holds all of it; predictions.csv and confusion.png are beside it.");
    }
}
