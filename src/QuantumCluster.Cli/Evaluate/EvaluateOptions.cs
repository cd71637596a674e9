using System.CommandLine;
using QuantumCluster.Cli.Door;
using QuantumCluster.Cli.Models;
using QuantumCluster.Cli.Train;
using QuantumCluster.Experiments.Runs;
using QuantumCluster.Learning.Data;
using QuantumCluster.Learning.Data.Sets;
using QuantumCluster.Learning.DataFiles;

namespace QuantumCluster.Cli.Evaluate;

/// <summary>The options of <c>evaluate</c> other than the cluster's.</summary>
internal sealed class EvaluateOptions
{
    private static readonly string[] Datasets = [TrainRequest.Synthetic, TrainRequest.Pneumonia, ChestXray.Name, Ham10000.Name, Isic2017.Name, LabelledFolder.Name];

    private readonly Option<string> _model = TrainedModelOption.Create();

    private readonly Option<string?> _dataset = TypedOptions.Optional("--dataset", "NAME",
        $"one of {string.Join(", ", Datasets)} (any folder or zip archive of pictures with a table of image_id and dx); default: that of the training, or what --data is", ReadDataset);

    private readonly Option<string?> _data = TypedOptions.Text("--data", "PATH", "where the data are (default: where they were when the model was trained)");

    private readonly Option<DataPart?> _split = new("--split")
    {
        HelpName = "PART",
        Description = "train, validation, test or all; as in training (default test; of pictures, all)",
        CustomParser = result =>
        {
            string word = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
            if (Enum.GetValues<DataPart>().Where(p => JudgedImages.WordOf(p) == word).Select(p => (DataPart?)p).SingleOrDefault() is { } part) return part;
            result.AddError($"--split is \"{word}\"; give one of {string.Join(", ", Enum.GetValues<DataPart>().Select(JudgedImages.WordOf))}.");
            return null;
        },
    };

    private readonly Option<int> _views = ViewsOption.Looking();
    private readonly Option<bool> _json = TypedOptions.Flag("--json", "print the metrics as JSON, with the properties of a part of metrics.json, instead of tables");
    private readonly Option<string?> _out = TypedOptions.Text("--out", "DIR", "also write metrics.json, predictions.csv and confusion.png into this folder, new or empty");

    public OptionGroup[] Groups => [new("Model and images", [_model, _dataset, _data, _split, _views]), new("Result", [_json, _out])];

    public int Views(ParseResult parsed) => parsed.GetValue(_views);

    public bool Json(ParseResult parsed) => parsed.GetValue(_json);

    /// <exception cref="BadInputException">The manifest was not written by this program.</exception>
    public TrainedModel Model(ParseResult parsed, IReadOnlyList<string> configFiles) => TrainedModel.Open(parsed.GetRequiredValue(_model), configFiles);

    /// <summary>Where to write; null for nowhere.</summary>
    /// <exception cref="BadInputException">There is something already.</exception>
    public string? Out(ParseResult parsed) => parsed.GetValue(_out) switch
    {
        null => null,
        var folder when new RunFolder(folder).IsTaken => throw new BadInputException($"--out is \"{folder}\", which is not empty; choose a new or empty folder."),
        var folder => folder,
    };

    /// <inheritdoc cref="JudgedImages.Load"/>
    public JudgedImages Images(ParseResult parsed, TrainedModel model, Action<string> note)
    {
        TrainRequest own = model.Request;
        (string? dataset, string? data) = (parsed.GetValue(_dataset), parsed.GetValue(_data));
        if (dataset == TrainRequest.Synthetic && data is not null)
            throw new BadInputException($"--data is \"{data}\", and synthetic pictures need no file; leave one of the two out.");
        bool recognised = dataset is null && data is not null;
        dataset ??= data is null ? own.Dataset : JudgedImages.Recognise(data);
        if (dataset != TrainRequest.Synthetic) data ??= dataset == own.Dataset ? own.DataPath : null;
        if (dataset != TrainRequest.Synthetic && data is null)
            throw new BadInputException($"--dataset {dataset} needs its data, for the model was trained on {own.Dataset}; give --data PATH.");
        try
        {
            return JudgedImages.Load(model, dataset, data is null ? null : Path.GetFullPath(data), parsed.GetValue(_split), note);
        }
        catch (DataFileException e) when (recognised && dataset == Ham10000.Name) // its table would do for a selection, too
        {
            throw new BadInputException($"{e.Message.TrimEnd('.')}, or judge the model by what is there, with --dataset {LabelledFolder.Name}.", e);
        }
    }

    private static string ReadDataset(string text) => Datasets.Contains(text) ? text : throw new BadInputException($"--dataset is \"{text}\"; give one of {string.Join(", ", Datasets)}.");
}
