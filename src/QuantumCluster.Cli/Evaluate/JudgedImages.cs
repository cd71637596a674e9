using QuantumCluster.Cli.Door;
using QuantumCluster.Cli.Models;
using QuantumCluster.Cli.Train;
using QuantumCluster.Cutting.Gradients;
using QuantumCluster.Learning.Data;
using QuantumCluster.Learning.Data.Pictures;
using QuantumCluster.Learning.Data.Sets;

namespace QuantumCluster.Cli.Evaluate;

/// <summary>What a model is judged by, under the model's own class indices.</summary>
/// <param name="Part">Which part of the data set, in a word.</param>
/// <param name="Run">How the circuit is run on them.</param>
/// <param name="Trained">Groups of the images that the model was trained on, where these are of the same data set and none of them; else null.</param>
internal sealed record JudgedImages(string Dataset, string? Data, string Part, IImageSource Images, LayerRun Run, IReadOnlySet<string>? Trained, IDisposable Source) : IDisposable
{
    /// <param name="dataset">A known data set, or <see cref="LabelledFolder.Name"/> for any folder of pictures with their classes.</param>
    /// <param name="part">Null for the usual one: the test part, or all of a folder.</param>
    /// <param name="note">Told what is not as published or not as in training, and can be lived with.</param>
    /// <exception cref="Learning.DataFiles.DataFileException">The data are missing, damaged or not what they should be.</exception>
    /// <exception cref="BadInputException">The data set has classes that the model does not know, or no such part.</exception>
    public static JudgedImages Load(TrainedModel model, string dataset, string? data, DataPart? part, Action<string> note)
    {
        if (dataset == LabelledFolder.Name) return OfFolder(model, data!, part, note);
        TrainRequest request = model.Request with { Dataset = dataset, DataPath = data, TrainImages = dataset == TrainRequest.Synthetic ? model.Request.TrainImages : null };
        if (dataset == TrainRequest.Synthetic && request.TrainImages is null) // its pictures are made as the training made them
            throw new BadInputException($"--dataset is {dataset}, whose pictures are made from a run's seed, and {request.Directory} was trained on {model.Request.Dataset}; give a data set of its classes, {string.Join(", ", model.ClassNames)}.");
        DataPart judged = part ?? DataPart.Test;
        DataSplits splits = request.LoadData(note, judged);
        try
        {
            string[] unknown = [.. splits.Train.ClassNames.Except(model.ClassNames)];
            if (unknown.Length > 0)
                throw new BadInputException($"{dataset} has pictures of class {string.Join(", ", unknown)}, and the model of {request.Directory} tells {string.Join(", ", model.ClassNames)} apart; give a data set of these classes.");
            if (dataset == model.Request.Dataset && !model.Run.WasTrainedOn(splits))
                note($"The files are not byte for byte those that {request.Directory} was trained on; the numbers need not be those of the run.");
            HashSet<string>? trained = dataset == model.Request.Dataset && judged is DataPart.Validation or DataPart.Test
                ? [.. Enumerable.Range(0, splits.Train.Count).Select(i => splits.Train.IdentityOf(i).Group)]
                : null;
            return new(dataset, data, WordOf(judged), new NamedAs(splits.Of(judged), model.ClassNames), model.Run.Looking(judged), trained, splits);
        }
        catch
        {
            splits.Dispose();
            throw;
        }
    }

    /// <summary>Which data set is at a place; what it is not.</summary>
    public static string Recognise(string path)
    {
        if (Path.GetExtension(path).Equals(".npz", StringComparison.OrdinalIgnoreCase)) return TrainRequest.Pneumonia;
        using FileTree files = FileTree.Open(path);
        return Ham10000.IsIn(files) ? Ham10000.Name : LabelledFolder.IsIn(files) ? LabelledFolder.Name : Isic2017.IsIn(files) ? Isic2017.Name : ChestXray.IsIn(files) ? ChestXray.Name : LabelledFolder.Name;
    }

    public static string WordOf(DataPart part) => part.ToString().ToLowerInvariant();

    public void Dispose() => Source.Dispose();

    private static JudgedImages OfFolder(TrainedModel model, string data, DataPart? part, Action<string> note)
    {
        if (part is not (null or DataPart.All))
            throw new BadInputException($"--split is {WordOf(part.Value)}, and a folder of labelled pictures has no parts; leave --split out, or give all.");
        FileTree files = FileTree.Open(data);
        try
        {
            PictureCollection pictures = LabelledFolder.Read(files, model.ClassNames);
            foreach (string sentence in pictures.Notes) note(sentence);
            var set = new PictureSet(pictures, model.Request.ImageSize);
            set.DecodeAhead(Enumerable.Range(0, pictures.Pictures.Length), TrainRequest.Decoders);
            return new(LabelledFolder.Name, data, WordOf(DataPart.All), set, model.Run.Looking(LabelledFolder.Name), null, set);
        }
        catch
        {
            files.Dispose();
            throw;
        }
    }
}
